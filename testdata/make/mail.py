"""Mails with attachments, and mailboxes of them, as Python's email and mailbox write them.

usage: python mail.py OUT PART... [+ PART...]...
OUT is a mail; where its name ends in .mbox, a mailbox of those that `+` separates. A PART is
    text:TEXT            the body
    html:TEXT            the same in HTML, as an alternative
    TYPE/SUBTYPE:FILE    an attachment
"""

import email.message
import email.policy
import mailbox
import pathlib
import sys
import time

SENT = time.strptime("2026-01-02 03:04:06", "%Y-%m-%d %H:%M:%S")


def main(target, *parts):
    mails = [[]]
    for part in parts:
        if part == "+":
            mails.append([])
        else:
            mails[-1].append(part)
    if target.endswith(".mbox"):
        box = mailbox.mbox(target)
        for parts in mails:
            message = mailbox.mboxMessage(mail(parts))
            message.set_from("ca@example.com", SENT)
            box.add(message)
        box.close()
    else:
        # As it travels: lines end with CRLF.
        pathlib.Path(target).write_bytes(mail(mails[0]).as_bytes(policy=email.policy.SMTP))


def mail(parts):
    message = email.message.EmailMessage()
    message["From"] = "CA <ca@example.com>"
    message["To"] = "Bob <bob@example.com>"
    message["Subject"] = "Your certificate"
    message["Date"] = time.strftime("%a, %d %b %Y %H:%M:%S +0000", SENT)
    for part in parts:
        kind, value = part.split(":", 1)
        if kind == "text":
            message.set_content(value + "\n")
        elif kind == "html":
            message.add_alternative(value + "\n", subtype="html")
        else:
            path = pathlib.Path(value)
            maintype, subtype = kind.split("/")
            message.add_attachment(path.read_bytes(), maintype=maintype, subtype=subtype, filename=path.name)
    return message


if __name__ == "__main__":
    main(*sys.argv[1:])
