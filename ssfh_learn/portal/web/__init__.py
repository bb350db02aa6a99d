"""What every page shares, whoever it is for: hosts, who asks, the frame, pace, and the files of the front end."""
