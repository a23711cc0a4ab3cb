#!/usr/bin/env python3
"""blackhole ADDRESS PORT: accepts every TCP connection, holds it open, and never says a word."""

import socket
import sys


def main() -> None:
    with socket.create_server((sys.argv[1], int(sys.argv[2])), backlog=64) as listener:
        held = []
        while True:
            held.append(listener.accept())


main()
