#!/usr/bin/python3
"""The daemon's end of the milter protocol against packets as no MTA sends them: every command, in every
order, cut anywhere.

usage: protocol_fuzz.py PROGRAM SECONDS [SEED]

Sessions are made from a seed, the same every time; a session that ends the daemon, or after which it no
longer judges a letter, is said by its number and kept in build/fuzz/found/protocol-SEED. A seed that is given
plays that session alone.
"""
import os
import random
import select
import socket
import struct
import subprocess
import sys
import tempfile
import time

COMMANDS = b"ABCDEHKLMNOQRTU"
SESSIONS_A_LOOK = 50
STRINGS = [b"", b"<lic@1c.ru>", b"<a@vektor.test>", b"i", b"{i}", b"{auth_authen}", b"{client_addr}", b"Q1", b"192.0.2.7",
           b"SIZE=99999999999999999999", b"SMTPUTF8", b"Subject", b" x", b"X-Pismovod", b"x" * 3000, b"\xff\xfe\x00", b"4",
           b"6", b"L", b"[::]", b"%s%n", b"=?utf-8?B?0JjQndCd?="]


def packet(command, data=b""):
    return struct.pack("!I", len(data) + 1) + command + data


def good():
    """As Postfix says it."""
    return [packet(b"O", struct.pack("!III", 6, 0x1FF, 0x1FFFFF)),
            packet(b"D", b"Ci\0Q0\0"),
            packet(b"C", b"localhost\0" + b"4" + struct.pack("!H", 25) + b"127.0.0.1\0"),
            packet(b"H", b"client.test\0"),
            packet(b"D", b"M{auth_authen}\0somebody\0"),
            packet(b"M", b"<a@vektor.test>\0SIZE=300\0"),
            packet(b"R", b"<lic@1c.ru>\0"),
            packet(b"T"),
            packet(b"L", b"Subject\0 x\0"),
            packet(b"N"),
            packet(b"B", b"text\r\n" * 50),
            packet(b"D", b"Ei\0Q1\0{client_addr}\0192.0.2.7\0"),
            packet(b"E"),
            packet(b"Q")]


def some_data(chance):
    return b"".join(chance.choice(STRINGS) + chance.choice([b"\0", b"\0", b""]) for _ in range(chance.randrange(5)))


def some_packet(chance):
    command = bytes([chance.choice(COMMANDS)]) if chance.random() < 0.9 else chance.randbytes(1)
    data = some_data(chance)
    if command == b"D":
        data = bytes([chance.choice(b"CHMRTNEX")]) + data
    if command == b"O":
        data = struct.pack("!III", chance.choice([2, 6, 7, 2**32 - 1]), chance.getrandbits(32), chance.getrandbits(32))
    whole = packet(command, data)
    if chance.random() < 0.05:
        whole = struct.pack("!I", chance.choice([0, 1, 2**31, 2**32 - 1, 2**20 + 1, len(data)])) + whole[4:]
    return whole


def session(seed):
    """What is sent, in the pieces in which it is sent."""
    chance = random.Random(seed)
    packets = good() if chance.random() < 0.9 else []
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(packets) + 1)
        how = chance.randrange(6)
        if how <= 1 or not packets:
            packets.insert(at, some_packet(chance))
        elif how == 2:
            del packets[min(at, len(packets) - 1)]
        elif how == 3:
            packets.insert(at, packets[chance.randrange(len(packets))])
        elif how == 4:
            chance.shuffle(packets) if chance.random() < 0.2 else packets.reverse() if chance.random() < 0.1 else None
        else:
            one = bytearray(packets[min(at, len(packets) - 1)])
            one[chance.randrange(len(one))] = chance.getrandbits(8)
            packets[min(at, len(packets) - 1)] = bytes(one)
    octets = b"".join(packets)
    octets = octets[:chance.randrange(len(octets) + 1)] if chance.random() < 0.3 else octets
    size = chance.choice([len(octets) or 1, 1, 7, 100]) if len(octets) < 2000 else len(octets)
    return [octets[i:i + size] for i in range(0, len(octets), size)]


def connect(path):
    made = socket.socket(socket.AF_UNIX)
    made.settimeout(20)
    made.connect(path)
    return made


def play(path, pieces):
    connection = connect(path)
    try:
        for piece in pieces:
            connection.sendall(piece)
        connection.shutdown(socket.SHUT_WR)
        while select.select([connection], [], [], 0.02)[0] and connection.recv(65536):
            pass
    except OSError:
        pass  # it may hang up at any moment
    finally:
        connection.close()


def judges(path):
    """Is a good letter answered still?"""
    try:
        connection = connect(path)
        for one in good()[:-1]:
            connection.sendall(one)
        said = b""
        while b"550" not in said:
            more = connection.recv(65536)
            if not more:
                return False
            said += more
        return True
    except OSError:
        return False


def start(program, folder):
    config = os.path.join(folder, "pismovod.toml")
    with open(config, "w", encoding="utf-8") as file:
        file.write(f'spool = "{folder}"\n[milter]\nlisten = "unix:{folder}/milter"\ncontrol = "{folder}/control"\n'
                   '[journal]\npath = ""\n[readers]\nprocesses = 0\n')
    with open(os.path.join(folder, "log"), "wb") as log:
        daemon = subprocess.Popen([program, "serve", "--config", config], stderr=log, stdout=log)
    for _ in range(600):
        if os.path.exists(os.path.join(folder, "milter")):
            return daemon
        if daemon.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit("the daemon did not start: " + open(os.path.join(folder, "log"), encoding="utf-8").read())


def keep(seed):
    os.makedirs("build/fuzz/found", exist_ok=True)
    with open(f"build/fuzz/found/protocol-{seed}", "wb") as file:
        file.write(b"".join(session(seed)))


def main():
    program, seconds = sys.argv[1], float(sys.argv[2])
    seeds = [int(sys.argv[3])] if len(sys.argv) > 3 else range(10**9)
    with tempfile.TemporaryDirectory() as folder:
        daemon = start(program, folder)
        path = os.path.join(folder, "milter")
        until = time.monotonic() + seconds
        count = 0
        try:
            for seed in seeds:
                if count and time.monotonic() > until:
                    break
                play(path, session(seed))
                count += 1
                looks = count % SESSIONS_A_LOOK == 0 or len(sys.argv) > 3
                if daemon.poll() is not None or (looks and not judges(path)):
                    keep(seed)
                    print(open(os.path.join(folder, "log"), encoding="utf-8", errors="replace").read()[-3000:])
                    sys.exit(f"FOUND at seed {seed} or shortly before: {daemon.poll()}")
            if not judges(path):
                sys.exit("FOUND: it no longer judges")
            print(f"#{count} DONE sessions")
        finally:
            daemon.kill()
            daemon.wait()


if __name__ == "__main__":
    main()
