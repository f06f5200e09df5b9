"""What stands between the internet and the screens: the files, the headers, the cookie and our own routes."""
