"""A mail server on the loopback that remembers what it was given and refuses what it is told to."""

import socketserver
import threading
from email import message_from_bytes


class Postbox:
    """What was accepted (`mails`), and how to answer.

    `refusals` by recipient, `verdict` on what was written, `is_down`, `hangs_up_on` a command.
    """

    def __init__(self):
        self.mails = []
        self.refusals = {}
        self.is_down = False
        self.hangs_up_on = ""
        self.verdict = "250 ok"


class Conversation(socketserver.StreamRequestHandler):
    """Just enough SMTP."""

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        postbox = self.server.postbox
        if postbox.is_down:
            return
        self.say("220 ready")
        for line in self.rfile:
            command = line.decode().strip()
            verb = command.split(":")[0].split(" ")[0].upper()
            if verb == postbox.hangs_up_on:
                return
            if verb == "RCPT":
                address = command.split("<")[1].split(">")[0]
                self.say(postbox.refusals.get(address, "250 ok"))
            elif verb == "DATA":
                self.say("354 go on")
                self.take(postbox)
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self, postbox):
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b"."))
        if postbox.verdict.startswith("2"):
            postbox.mails.append(message_from_bytes(b"".join(lines)))
        self.say(postbox.verdict)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def serve_mail():
    """A running server and its postbox; call `shutdown` and `server_close` at the end."""
    server = Server(("127.0.0.1", 0), Conversation)
    server.postbox = Postbox()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return server
