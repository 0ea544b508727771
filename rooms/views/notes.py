"""What a page says once, after something was done."""

from django.contrib import messages


def show_passcode(request, passcode):
    """The only time anybody sees it: what is kept is a hash. Nothing is said of none."""
    if passcode:
        messages.info(request, f"The passcode is {passcode}. It is shown only now; you can make a new one at any time.")
