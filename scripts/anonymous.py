"""A letter without its people: addresses, names, firms and numbers become made-up ones, the same by the same.

Right check digits stay right and wrong ones wrong, length and the first two digits stay, codes of the price list and
1C's own addresses stay as they are. What no rule knows (a street, a firm without quotes) a person replaces: read the
letter before it is committed.
"""

import email
import email.header
import email.policy
import email.utils
import io
import re
from email.generator import BytesGenerator

KEPT_DOMAINS = {"1c.ru", "1ci.com", "rarus.ru", "gmail.com", "mail.ru", "yandex.ru", "bk.ru", "inbox.ru", "list.ru"}
KEPT_FIELDS = {"from", "to", "cc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references", "mime-version",
               "x-mailer", "user-agent", "auto-submitted", "precedence"}

ADDRESS = re.compile(r"[\w.+$-]+@[\w-]+(?:\.[\w-]+)*")
DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4}")
NUMBER = re.compile(r"(?<![\d.,])(?<![A-Za-z]-)\d{1,5}(?:[ \u00a0\u2009-]\d{1,5})+(?!\d)|\d{5,}")
TAG = re.compile(r"<style.*?</style>|<!--.*?-->|<[^>]*>|&#?\w+;", re.S | re.I)

FIRM = re.compile(r"\b(?:ООО|ОАО|ЗАО|ПАО|АО|ТОО|НПО|МУП|ГУП|ФГУП|ГБУ|МБУ|МАОУ|МБОУ|LLC|LLP)\s*(?:[«“„]([^»”“\n]{2,60})[»”“]|\"([^\"\n]{2,60})\")")
FIRMS = ["Ясень", "Каскад-Т", "Северный ветер", "Горизонт плюс", "Липа", "Мельница", "Орион-М", "Старый мост", "Полюс", "Рябина"]

ENDING = "(?:а|я|у|ю|ы|и|е|ом|ем|ой|ей|ым|ий|ая|ую|ого|ому|ый|й|ь|о)?"
SURNAME = re.compile(rf"^([А-ЯЁ][а-яё]+?)(ов|ев|ёв|ин|ын|ск|цк){ENDING}$")
SURNAMES = ["Сидор", "Калаш", "Ромаш", "Ветл", "Дубр", "Лужк", "Тополь", "Ракит", "Осинк", "Кленк"]
PATRONYMIC = re.compile(rf"^([А-ЯЁ][а-яё]+?)(ович|овн|евич|евн){ENDING}$")
PATRONYMICS = {"о": ["Петр", "Антон", "Роман", "Захар"], "е": ["Алексе", "Андре", "Матве", "Тимофе"]}
FIRST_NAMES = [  # of one declension in a row, with its endings: a name gives way to its neighbour, and the ending stays
    (" а у ом е", "Антон Борис Виктор Денис Иван Роман Степан Михаил Александр Артём Артем Владимир Максим Олег Руслан".split()),
    ("й я ю ем е и", "Серге Алексе Андре Никола Матве Тимофе Дмитри Юри Евгени Анатоли Валери Витали Васили Григори".split()),
    ("а ы и у ой е", "Анн Ирин Елен Светлан Марин Татьян Надежд Екатерин Людмил Галин Нин Алин Жанн Оксан Ольг".split()),
    ("я и ю ей е", "Мари Юли Виктори Анастаси Ксени Лиди Наталь Дарь Софь".split()),
]
NAME = re.compile(r"\b[А-ЯЁ][а-яё]{1,20}\b")
INITIALS = re.compile(r"\b([А-ЯЁ][а-яё]{2,20})\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.")


def weighted(digits, weights):
    return sum(int(digit) * weight for digit, weight in zip(digits, weights)) % 11 % 10


def right_checks(digits):
    """Which check digits are right: a made-up number has the same ones right."""
    n, length = digits, len(digits)
    w10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    w11, w12 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    return (
        length == 10 and weighted(n, w10) == int(n[9]),
        length == 12 and weighted(n, w11) == int(n[10]) and weighted(n, w12) == int(n[11]),
        length == 13 and int(n[:12]) % 11 % 10 == int(n[12]),
        length == 15 and int(n[:14]) % 13 % 10 == int(n[14]),
        length == 13 and -sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(n[:12])) % 10 == int(n[12]),
    )


class Anonymous:
    def __init__(self, random, replacements=()):
        self.random = random
        self.given = [pair.split("=", 1) for pair in replacements]
        self.kept = {new for _, new in self.given}
        self.known = {}  # what was found, folded, and what stands for it
        self.firms, self.people = {}, {}

    def once(self, kind, found, make):
        key = (kind, found.lower())
        if key not in self.known:
            self.known[key] = make(sum(1 for each, _ in self.known if each == kind))
        return self.known[key]

    # Numbers

    def number(self, digits):
        def make(_):
            while True:
                new = digits[:2] + "".join(self.random.choice("0123456789") for _ in digits[2:])
                if new != digits and right_checks(new) == right_checks(digits):
                    return new

        # A code of the price list is nobody's.
        return digits if digits in self.kept or digits.startswith("46015461") and len(digits) == 13 else self.once("number", digits, make)

    def numbers(self, text, least=5):
        def replaced(match):
            found = match.group()
            digits = re.sub(r"\D", "", found)
            if len(digits) < least or DATE.fullmatch(found):
                return found
            new = iter(self.number(digits))
            return re.sub(r"\d", lambda _: next(new), found)

        return NUMBER.sub(replaced, text)

    # Addresses

    def address(self, match):
        local, domain = match.group().rsplit("@", 1)
        if domain.lower() in {"1c.ru", "1ci.com", "rarus.ru"}:
            return match.group()
        new = self.once("local", local, lambda n: f"somebody{n + 1}")
        return new + "@" + self.domain(domain)

    def domain(self, domain):
        domain = dict(self.given).get(domain, domain)
        return domain if domain.lower() in KEPT_DOMAINS | self.kept else self.once("domain", domain, lambda n: f"firm{n + 1}.example")

    # People and firms: first all that are named are gathered, then every mention is replaced.

    def gather(self, text):
        for match in FIRM.finditer(text):
            name = match.group(1) or match.group(2)
            if not re.search("1[СC]|Софтехно", name) and name not in dict(self.given):
                taken = len(self.firms)
                self.firms.setdefault(name, FIRMS[taken % len(FIRMS)] + (f"-{taken // len(FIRMS) + 1}" if taken >= len(FIRMS) else ""))
        for match in INITIALS.finditer(text):
            self.person(match.group(1))
        words = list(NAME.finditer(text))
        for match, after in zip(words, words[1:] + [None]):
            first = self.first_name(match.group())
            follows = after and re.fullmatch(r"[ \u00a0]+", text[match.end():after.start()])
            if first or PATRONYMIC.match(match.group()):
                self.person(match.group())
                if follows:
                    self.person(after.group())
            elif follows and self.first_name(after.group()) and SURNAME.match(match.group()):
                self.person(match.group())

    def gather_display(self, name):
        for word in NAME.findall(name):
            self.person(word)
        for word in re.findall(r"\b[A-Z][a-z]+\b", name):
            self.people.setdefault(word, self.once("latin", word, lambda n: ["Vera", "Topolev", "Gleb", "Rakitov", "Inna", "Klenov"][n % 6]))

    @staticmethod
    def first_name(word):
        """The stem of a first name, and that of its neighbour."""
        for endings, stems in FIRST_NAMES:
            for at, stem in enumerate(stems):
                if word.startswith(stem) and word[len(stem):] in endings.split(" "):
                    return stem, stems[(at + 1) % len(stems)]
        return None

    def person(self, word):
        """Stems and what stands for them: the ending stays, in whatever case a name is mentioned."""
        if word in {"Добрый", "Уважаемые", "Уважаемый", "Уважаемая", "Здравствуйте", "Коллеги", "Клиент", "Партнер", "Партнёр"}:
            return
        first, patronymic, surname = self.first_name(word), PATRONYMIC.match(word), SURNAME.match(word)
        if first:
            stem, new = first
        elif patronymic:
            stem, ending = patronymic.groups()
            stems = PATRONYMICS[ending[0]]
            new = self.once("patronymic", stem, lambda n: stems[n % len(stems)]) + ending
            stem += ending
        elif surname:
            stem, ending = surname.groups()
            new = self.once("surname", stem, lambda n: SURNAMES[n % len(SURNAMES)]) + ending
            stem += ending
        else:
            stem = re.sub(ENDING + "$", "", word) if len(word) > 4 else word
            new = self.once("surname", stem, lambda n: SURNAMES[n % len(SURNAMES)]) + "енк"
        self.people.setdefault(stem, new)

    # Whole texts

    def plain(self, text, least=5):
        for old, new in self.given:
            text = text.replace(old, new)
        text = ADDRESS.sub(self.address, text)
        for (kind, domain), new in list(self.known.items()):
            if kind == "domain":
                text = re.sub(rf"(?<![\w@-]){re.escape(domain)}\b", new, text, flags=re.I)
        for old, new in self.firms.items():
            text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text, flags=re.I)
        if self.people:
            stems = "|".join(map(re.escape, sorted(self.people, key=len, reverse=True)))
            text = re.sub(rf"\b({stems})({ENDING})\b", lambda match: self.people[match[1]] + match[2], text)
        return self.numbers(text, least)

    def html(self, text):
        out, at = "", 0
        for match in TAG.finditer(text):
            out += self.plain(text[at:match.start()])
            out += match.group() if match.group().startswith("&") else self.plain(match.group(), 9)
            at = match.end()
        return out + self.plain(text[at:])


def decoded(value):
    try:
        return str(email.header.make_header(email.header.decode_header(value)))
    except (LookupError, UnicodeError, ValueError):
        return value.encode("ascii", "surrogateescape").decode("utf-8", "replace")


def charset_of(part):
    octets = part.get_payload(decode=True) or b""
    for charset in (part.get_content_charset(), "utf-8", "windows-1251"):
        try:
            return charset, octets.decode(charset or "utf-8")
        except (LookupError, UnicodeError):
            continue
    return "latin-1", octets.decode("latin-1")


def set_text(part, text, charset):
    encoding = (part.get("Content-Transfer-Encoding") or "7bit").strip().lower()
    octets = text.encode(charset or "utf-8", "replace")
    if encoding == "base64":
        part.set_payload(email.base64mime.body_encode(octets).rstrip("\n") + "\n")
    elif encoding == "quoted-printable":
        part.set_payload(email.quoprimime.body_encode(octets.decode("latin-1")))
    else:
        part.set_payload(octets.decode("ascii", "surrogateescape"))


def is_text(part):
    return part.get_content_maintype() == "text"


def replace_fields(entity, anonymous):
    for name, value in list(entity.items()):
        if name.lower().startswith("content-"):
            continue
        if name.lower() not in KEPT_FIELDS:
            del entity[name]
            continue
        old = decoded(value)
        if name.lower() in {"from", "to", "cc", "reply-to"}:
            pairs = [(anonymous.plain(decoded(display)), ADDRESS.sub(anonymous.address, address))
                     for display, address in email.utils.getaddresses([value])]
            entity.replace_header(name, ", ".join(email.utils.formataddr(pair) for pair in pairs))
        elif name.lower() == "date":
            continue
        else:
            new = anonymous.plain(old)
            if new != old:
                entity.replace_header(name, email.header.Header(new, "utf-8").encode() if not new.isascii() else new)


def replace_file_name(part, anonymous):
    name = part.get_filename()
    new = anonymous.plain(decoded(name)) if name else None
    if name and new != decoded(name):
        for field, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
            if part.get_param(parameter, header=field) is not None:
                part.set_param(parameter, new, header=field, charset="utf-8")


def without_people(octets, random, replacements=()):
    """The letter without its people, and the names of the files in it that could not be looked into."""
    letter = email.message_from_bytes(octets, policy=email.policy.compat32)
    anonymous = Anonymous(random, replacements)
    parts = [part for part in letter.walk() if not part.is_multipart()]
    for entity in letter.walk():
        for field in ("From", "To", "Cc", "Reply-To"):
            for display, _ in email.utils.getaddresses(entity.get_all(field, [])):
                anonymous.gather_display(decoded(display))
    for part in filter(is_text, parts):
        anonymous.gather(re.sub(r"<[^>]*>", "\n", charset_of(part)[1]))
    for entity in letter.walk():
        if entity is letter or entity.get("From"):
            replace_fields(entity, anonymous)
    for part in parts:
        replace_file_name(part, anonymous)
        if is_text(part):
            charset, text = charset_of(part)
            set_text(part, anonymous.html(text) if part.get_content_subtype() == "html" else anonymous.plain(text), charset)
    out = io.BytesIO()
    BytesGenerator(out, mangle_from_=False, maxheaderlen=0).flatten(letter)
    return out.getvalue(), [decoded(part.get_filename() or part.get_content_type()) for part in parts if not is_text(part)]
