// The answer to a form that shows something once: loaded again it is only the page, and the form is not sent a second time.
history.replaceState(history.state, "", location.href)
