"""Nothing is kept by browsers and caches on the way but what says itself for how long: what anybody sees here depends on who they are."""

from django.utils.cache import add_never_cache_headers


def middleware(get_response):
    def respond(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return respond
