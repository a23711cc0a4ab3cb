#!/usr/bin/env python3
"""freeze_at ROOT COUNT PATH…: stops the file system that is mounted at ROOT at the COUNT-th change below the paths.

From then on nothing reaches its disk any more, as when the power fails (FS_IOC_SHUTDOWN, no flush of the journal).
Prints `watching` when it is ready, and `frozen` and what changed once it is done. When its standard input ends before,
it prints how many changes it saw. A path that is not there is watched from its directory; things that are made while
it watches count from then on.
"""

import ctypes
import errno
import fcntl
import os
import select
import struct
import sys

SHUTDOWN, WITHOUT_FLUSH = 0x8004587D, struct.pack("L", 2)
# modify, attributes, close of what was written, moves, creation, deletion
CHANGES = 0x2 | 0x4 | 0x8 | 0x40 | 0x80 | 0x100 | 0x200
IS_FOLDER, CREATED = 0x40000000, 0x100
HEAD = struct.Struct("iIII")
libc = ctypes.CDLL(None, use_errno=True)


class Watch:
    def __init__(self):
        self.descriptor = libc.inotify_init1(os.O_CLOEXEC)
        self.folders = {}

    def add(self, path):
        """Watches a directory and all that is below."""
        for folder, _, _ in os.walk(path):
            number = libc.inotify_add_watch(self.descriptor, os.fsencode(folder), CHANGES)
            if number >= 0:
                self.folders[number] = folder
            elif ctypes.get_errno() not in (errno.ENOENT, errno.ENOTDIR):
                sys.exit(f"{folder}: {os.strerror(ctypes.get_errno())}")

    def changes(self):
        """The paths that have changed since."""
        events = os.read(self.descriptor, 1 << 20)
        position = 0
        while position < len(events):
            number, mask, _, length = HEAD.unpack_from(events, position)
            name = events[position + HEAD.size : position + HEAD.size + length].rstrip(b"\0").decode(errors="replace")
            position += HEAD.size + length
            path = os.path.join(self.folders.get(number, "?"), name)
            if mask & IS_FOLDER and mask & CREATED:
                self.add(path)
            yield path


def main():
    root, count = sys.argv[1], int(sys.argv[2])
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    watch = Watch()
    for path in sys.argv[3:]:
        watch.add(root + path)
    print("watching", flush=True)
    seen = 0
    while True:
        ready, _, _ = select.select([watch.descriptor, sys.stdin], [], [])
        if watch.descriptor in ready:
            for path in watch.changes():
                seen += 1
                if seen == count:
                    fcntl.ioctl(folder, SHUTDOWN, WITHOUT_FLUSH)
                    print("frozen", path[len(root) :], flush=True)
                    return
        elif sys.stdin in ready and not os.read(0, 4096):
            print(seen, flush=True)
            return


main()
