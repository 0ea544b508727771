"""{% sounds as sounds %}: what the sound's sheet offers."""

from django import template

from studytools.sound.codes import STEPS
from studytools.sound.kinds import KINDS
from studytools.sound.presets import PRESETS
from syncroom import limits

register = template.Library()


@register.simple_tag
def sounds():
    """`known` is what a page knows before the sheet is opened: what mixes are called."""
    known = {"steps": STEPS, "most": limits.SOUND_LAYERS, "kinds": [[kind.name, kind.letter, kind.label] for kind in KINDS], "presets": PRESETS}
    return {"kinds": KINDS, "presets": PRESETS, "steps": STEPS, "known": known}
