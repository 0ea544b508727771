"""Notes that a person is here, so that guests who come back are kept."""

from django.utils import timezone
from django.utils.decorators import sync_only_middleware


@sync_only_middleware
def seen(get_response):
    def middleware(request):
        response = get_response(request)
        user = getattr(request, "_cached_user", None)  # asking for it here would cost every page a query
        if user is not None and user.is_authenticated:
            user.seen(timezone.now())
        return response

    return middleware
