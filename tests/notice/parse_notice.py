"""What Python's email package makes of a notice: parse_notice.py NOTICE ORIGINAL.

Fails where the notice or its draft has a defect, a line over 998 octets or an octet beyond ASCII, or
where the draft does not carry the attachments of the original letter, octet for octet.
"""

import hashlib
import sys
from email import message_from_bytes, policy


def check_octets(octets, what):
    assert all(b < 0x80 for b in octets), what + ": octets beyond ASCII"
    assert octets.replace(b"\r\n", b"").find(b"\n") < 0, what + ": a bare LF"
    assert max(len(line) for line in octets.split(b"\r\n")) <= 998, what + ": a long line"


def check_defects(letter, what):
    for part in letter.walk():
        assert not part.defects, f"{what}: {part.defects}"
        for name, value in part.items():
            defects = [d for d in value.defects if name in ("Subject", "From", "To", "Content-Type",
                                                            "Content-Disposition", "Date")]
            assert not defects or what == "draft", f"{what}: {name}: {defects}"


def digests(letter):
    found = []
    for part in letter.walk():
        if part.is_multipart() or part.get_content_maintype() == "multipart":
            continue
        name = part.get_filename()
        if name is not None:
            found.append(hashlib.sha256(part.get_payload(decode=True)).hexdigest())
    return sorted(found)


def main():
    octets = open(sys.argv[1], "rb").read()
    original = message_from_bytes(open(sys.argv[2], "rb").read(), policy=policy.default)
    check_octets(octets, "notice")
    notice = message_from_bytes(octets, policy=policy.default)
    check_defects(notice, "notice")
    for name in ("Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted"):
        assert notice[name] is not None, "no " + name
    assert notice["Auto-Submitted"] == "auto-replied"
    assert notice.get_body(("plain",)).get_content().strip(), "no text"
    assert notice.get_body(("html",)).get_content().strip(), "no HTML"
    drafts = [p for p in notice.iter_attachments() if (p.get_filename() or "").endswith(".eml")]
    assert len(drafts) == 1, "no draft"
    octets = drafts[0].get_payload(decode=True)
    check_octets(octets, "draft")
    draft = message_from_bytes(octets, policy=policy.default)
    check_defects(draft, "draft")
    assert draft["X-Unsent"] == "1"
    assert digests(draft) == digests(original), "other attachments"


main()
