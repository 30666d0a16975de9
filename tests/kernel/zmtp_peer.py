"""Sockets of libzmq against ours. Arguments: endpoints of XPUB, an echoing ROUTER, and REP."""

import sys
import threading

import zmq

pub, router, rep = sys.argv[1:]
context = zmq.Context()


def socket(kind, endpoint, **options):
    made = context.socket(kind)
    made.linger = 0
    made.rcvtimeo = 60_000
    for name, value in options.items():
        setattr(made, name, value)
    made.connect(endpoint)
    return made


def subscriber(topic):
    made = socket(zmq.SUB, pub, rcvhwm=0)
    made.subscribe(topic)
    assert made.recv_multipart() == [topic, b"welcome"]
    return made


# The ROUTER publishes what it echoes; topics are prefixes of the first frame.
everything, words = subscriber(b""), subscriber(b"word")
dealer = socket(zmq.DEALER, router, identity=b"dealer")
for parts in ([b"word 1", b"", b"x" * 255], [b"other"], [b"word 2", b"x" * 256, b"x" * 65536]):
    dealer.send_multipart(parts)
    assert dealer.recv_multipart() == parts
    assert everything.recv_multipart() == parts
    if parts[0].startswith(b"word"):
        assert words.recv_multipart() == parts
assert words.poll(0) == 0
words.unsubscribe(b"word")
words.subscribe(b"o")
assert words.recv_multipart() == [b"o", b"welcome"]
dealer.send_multipart([b"word 3"])
dealer.send_multipart([b"other"])
assert words.recv_multipart() == [b"other"]
for _ in range(2):
    dealer.recv_multipart()
    everything.recv_multipart()

# Many messages at once, both ways, in order.
for number in range(5_000):
    dealer.send_multipart([b"%d" % number, b"y" * (number % 600)])
for number in range(5_000):
    assert dealer.recv_multipart() == [b"%d" % number, b"y" * (number % 600)]
    assert everything.recv_multipart()[0] == b"%d" % number

# 100 MB, both ways.
large = bytes(100_000_000)
dealer.send_multipart([b"large", large], copy=False)
assert dealer.recv_multipart() == [b"large", large]
assert everything.recv_multipart() == [b"large", large]

# A heartbeat of libzmq keeps a connection that answers PING, and would end one that does not.
monitored = socket(
    zmq.DEALER, router, identity=b"monitored", heartbeat_ivl=20, heartbeat_timeout=5_000
)
monitor = monitored.get_monitor_socket(zmq.EVENT_DISCONNECTED | zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL)
assert monitor.poll(500) == 0
monitored.disable_monitor()
monitored.send(b"alive")
assert monitored.recv() == b"alive"

# Clients in threads: each gets its own answers, in order.
failures = []


def client(number):
    try:
        mine = socket(zmq.DEALER, router)
        for count in range(200):
            mine.send_multipart([b"client", b"%d" % number, b"%d" % count])
        for count in range(200):
            assert mine.recv_multipart() == [b"client", b"%d" % number, b"%d" % count]
        mine.close()
    except BaseException as error:
        failures.append(error)


threads = [threading.Thread(target=client, args=(number,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not failures, failures

# A client that comes back under its old id is answered.
for _ in range(5):
    dealer.close()
    dealer = socket(zmq.DEALER, router, identity=b"dealer")
    dealer.send(b"again")
    assert dealer.recv() == b"again"

# REQ, and several of them.
for _ in range(3):
    heart = socket(zmq.REQ, rep)
    for _ in range(3):
        heart.send(b"ping")
        assert heart.recv() == b"ping"
    heart.close()

context.destroy(linger=0)
print("done with libzmq", zmq.zmq_version())
