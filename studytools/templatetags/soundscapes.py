"""{% sounds as sounds %}: what the sound's sheet offers."""

from django import template

from studytools.sound.codes import STEPS
from studytools.sound.kinds import KINDS
from studytools.sound.presets import PRESETS

register = template.Library()


@register.simple_tag
def sounds():
    return {"kinds": KINDS, "presets": PRESETS, "steps": STEPS}
