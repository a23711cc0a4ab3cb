#!/usr/bin/env python3
"""delayline HOST PORT MILLISECONDS: a TCP relay on 127.0.0.1 that makes every round trip longer by MILLISECONDS.

Prints the port it listens on. Time measured through relays of different delays is a straight line whose slope is the
number of round trips. A connection costs one delay before the first byte, as a TCP handshake would; every piece of
data is handed on half a delay after it came, in each direction, however many pieces are under way.
"""

import asyncio
import socket
import sys


async def relay(reader, writer, delay):
    """Hand on what `reader` brings, each piece `delay` seconds after it came, and then the end."""
    loop = asyncio.get_running_loop()
    pieces = asyncio.Queue()

    async def collect():
        piece = b"-"
        while piece:
            try:
                piece = await reader.read(1 << 16)
            except ConnectionError:
                piece = b""
            pieces.put_nowait((loop.time() + delay, piece))

    async def deliver():
        while True:
            due, piece = await pieces.get()
            await asyncio.sleep(due - loop.time())
            if not piece:
                break
            writer.write(piece)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()

    collecting = asyncio.create_task(collect())
    try:
        await deliver()
    except OSError:
        writer.close()
    finally:
        collecting.cancel()


async def main(host, port, delay):
    async def serve(reader, writer):
        await asyncio.sleep(delay)
        try:
            far_reader, far_writer = await asyncio.open_connection(host, port)
        except OSError:
            writer.close()
            return
        for end in (writer, far_writer):
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(relay(reader, far_writer, delay / 2), relay(far_reader, writer, delay / 2))
        writer.close()
        far_writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


try:
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]) / 1000))
except KeyboardInterrupt:
    pass
