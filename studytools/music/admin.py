"""Where administrators keep what every room of the site may play: the shelf's tracks, and radio stations."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models

from rooms.live.protocol import Refused

from .stations import Station
from .tracks import Track


class TrackForm(forms.ModelForm):
    """A new track brings its file along; an old one keeps its."""

    file = forms.FileField(label="Sound file", help_text="MP3, Ogg Vorbis, Opus, FLAC or WAV.", allow_empty_file=True)

    class Meta:
        model = Track
        fields = ["file", "licence"]

    def clean_file(self):
        try:
            Track.objects.accept(self.cleaned_data["file"])
            Track.objects.must_fit(None, self.cleaned_data["file"].size)
        except Refused as refused:
            raise ValidationError(refused.message) from None
        return self.cleaned_data["file"]


@admin.register(Track)
class TrackAdmin(admin.ModelAdmin):
    """All tracks, those of rooms to see and take away; what is added here is on the shelf."""

    form = TrackForm
    list_display = ["title", "artist", "place", "length", "size", "licence", "by_name", "at"]
    list_filter = [("room", admin.EmptyFieldListFilter), "kind", "at"]
    list_select_related = ["room"]
    search_fields = ["title", "artist", "room__name", "room__code"]
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).standing()

    def get_fields(self, request, obj=None):
        return ["title", "artist", "licence", "place", "length", "size", "by_name", "at"] if obj else ["file", "licence"]

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj) if obj else []

    def save_model(self, request, track, form, change):
        stored = Track.objects.upload(None, request.user, form.cleaned_data["file"], form.cleaned_data["licence"])
        track.__dict__.update(stored.__dict__)

    def has_change_permission(self, request, obj=None):
        return False

    def delete_model(self, request, track):
        track.remove()

    def delete_queryset(self, request, queryset):
        for track in queryset:
            track.remove()

    @admin.display(description="where")
    def place(self, track):
        return track.room or "the shelf"

    @admin.display(ordering="ms")
    def length(self, track):
        return f"{track.ms // 60_000}:{track.ms // 1000 % 60:02}"

    @admin.display(ordering="bytes")
    def size(self, track):
        return f"{track.bytes / 2**20:.1f} MiB"


@admin.register(Station)
class StationAdmin(admin.ModelAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["name", "host", "about", "on"]
    list_filter = ["on"]
    search_fields = ["name", "address"]
