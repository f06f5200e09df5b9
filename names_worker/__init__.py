"""Names in a text by `deduce`, in a process of its own: that costs a gigabyte, which the app must not have.

The worker (`python -m names_worker SOCKET`) listens on a Unix domain socket and never logs a text. One line
in, one line out, then it closes: {"text": "..."} gives {"names": [[start, end], ...]}, places in characters.
"""
