#!/bin/sh
# Two processes of one server, which share its port by SO_REUSEPORT: a process of Node's that deals connections out would be no part of either server.
"$@" &
"$@" &
wait
