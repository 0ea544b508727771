"""The form to add tracks: one or several files, and the licence they are under."""

from django import forms

from rooms.live.protocol import Refused
from syncroom import limits

from .tracks import Track


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploads."""

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(one, initial) for one in (data if isinstance(data, list | tuple) and data else [data])]


class UploadForm(forms.Form):
    file = FilesField(
        label="Sound files",
        widget=Files(attrs={"multiple": True, "accept": ".mp3,.ogg,.oga,.opus,.flac,.wav,audio/*"}),
        help_text="MP3, Ogg Vorbis, Opus, FLAC or WAV.",
        allow_empty_file=True,  # it is refused in our words
    )
    licence = forms.CharField(
        label="Licence",
        required=False,
        max_length=limits.LICENCE_CHARS,
        widget=forms.TextInput(attrs={"list": "licences", "autocomplete": "off"}),
        help_text="Shown beside the title, such as CC BY 4.0 or “recorded by me”.",
    )

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.membership = membership

    def save(self):
        """The ids of the new tracks, or [] where one was refused, which the form then says; those before it stay."""
        ids = []
        for upload in self.cleaned_data["file"]:
            try:
                ids.append(Track.objects.upload(self.membership.room, self.membership, upload, self.cleaned_data["licence"]).pk)
            except Refused as refused:
                self.add_error("file", f"{upload.name}: {refused.message}")
        return [] if self.errors else ids

    @property
    def trouble(self):
        """The first thing that is wrong, in words."""
        return next((error for errors in self.errors.values() for error in errors), "")
