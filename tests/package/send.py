"""send.py PORT FILE SENDER RECIPIENT: hands a letter to the mail server on loopback; prints the last answer, as it came."""

import smtplib
import sys

port, path, sender, recipient = sys.argv[1:]
with open(path, "rb") as file:
    octets = file.read()
with smtplib.SMTP("127.0.0.1", int(port), timeout=120) as server:
    server.ehlo("client.test")
    for answer in (server.mail(sender), server.rcpt(recipient)):
        if answer[0] != 250:
            break
    else:
        answer = server.data(octets)
print(answer[0], answer[1].decode("utf-8", "replace"))
