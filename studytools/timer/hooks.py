"""Who wants to know what a timer has become, inside the transaction in which it does."""

watchers = []


def phases(changed):
    """`changed([(timer, at), …])`: each is what it became as of `at`, which lies in the past where it was noticed late.

    Many at a time when many phases end together. A timer that went through several phases unnoticed is told one after the other.
    """
    watchers.append(changed)
    return changed


def tell(changes):
    for changed in watchers:
        changed(changes)
