"""What the pages of all roles share: hosts, identity, the frame, the pace limits, and the files of the front end."""
