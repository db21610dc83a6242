// Letters that are made to hurt (traps 34 to 38): each is read within the limits, or cannot be
// inspected for the limit that is named. None of them may take the program down.

#include <gtest/gtest.h>

#include "letter/letter.h"
#include "letter/lines.h"
#include "mime/encoded_word.h"
#include "mime/parameter.h"

namespace pismovod {
namespace {

std::string repeated(const std::string& text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string with_ends(const std::string& text, const std::string& end) {
  std::string out;
  for (const char c : text) c == '\n' ? out += end : out += c;
  return out;
}

// A letter read by itself: what it refers to lives as long.
class Read {
 public:
  explicit Read(const std::string& octets, const Limits& limits = {})
      : limits_(limits), message_(read_message(octets, pool_, {size_t{4} << 20, ::testing::TempDir()})) {
    ReadingContext context;
    context.limits = &limits_;
    context.pool = &pool_;
    context.octets.folder = ::testing::TempDir();
    letter_ = read_letter(message_, context);
  }
  const Letter& operator*() const { return letter_; }
  const Letter* operator->() const { return &letter_; }
  const std::string& limit() const { return letter_.cannot_inspect; }
  size_t parts() const { return letter_.structure.entities.size(); }

  std::string content(size_t entity) const {
    return decoded_content(letter_.structure, message_, letter_.structure.entities.at(entity), SIZE_MAX);
  }
  std::string text() const {
    std::string out;
    for (const Passage& passage : letter_.passages) out += passage.text + "\n";
    return out;
  }
  bool has_defect() const { return !letter_.defects.empty(); }

 private:
  Limits limits_;
  BlockPool pool_;
  Message message_;
  Letter letter_;
};

std::string nested_multiparts(size_t depth) {
  std::string out = "Subject: s\n";
  for (size_t i = 0; i < depth; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    out += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  return out + "\ntext\n";
}

std::string many_parts(size_t count) {
  return "Content-Type: multipart/mixed; boundary=b\n\n" + repeated("--b\n\nx\n", count) + "--b--\n";
}

class LineEnds : public ::testing::TestWithParam<const char*> {};

TEST_P(LineEnds, MultipartsNested100000Times) {
  EXPECT_EQ(Read(with_ends(nested_multiparts(100000), GetParam())).limit(), "depth");
}

TEST_P(LineEnds, MessagesNested100000Times) {
  const std::string letter = repeated("Content-Type: message/rfc822\n\n", 100000) + "Subject: s\n\ntext\n";
  EXPECT_EQ(Read(with_ends(letter, GetParam())).limit(), "depth");
}

TEST_P(LineEnds, TheDepthThatIsAllowed) {
  const Read read(with_ends(nested_multiparts(30), GetParam()));
  EXPECT_EQ(read.limit(), "");
  EXPECT_EQ(read.parts(), 31U);
  EXPECT_NE(read.text().find("text"), std::string::npos);
  EXPECT_EQ(Read(with_ends(nested_multiparts(31), GetParam())).limit(), "depth");
}

TEST_P(LineEnds, HundredThousandParts) {
  EXPECT_EQ(Read(with_ends(many_parts(100000), GetParam())).limit(), "parts");
  EXPECT_EQ(Read(with_ends(many_parts(999), GetParam())).limit(), "");
  EXPECT_EQ(Read(with_ends(many_parts(1000), GetParam())).limit(), "parts");
}

TEST_P(LineEnds, FieldOf10MegabytesInTheLetter) {
  const std::string letter = "Subject: " + std::string(10 << 20, 'a') + "\n\ntext\n";
  EXPECT_EQ(Read(with_ends(letter, GetParam())).limit(), "field_octets");
}

TEST_P(LineEnds, FoldedFieldOf10Megabytes) {
  const std::string letter = "Subject:" + repeated(" word\n", (10 << 20) / 6) + "\ntext\n";
  EXPECT_EQ(Read(with_ends(letter, GetParam())).limit(), "field_octets");
}

TEST_P(LineEnds, FieldOf10MegabytesInAPart) {
  const std::string letter =
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nX-Long: " + std::string(10 << 20, 'a') + "\n\nx\n--b--\n";
  EXPECT_EQ(Read(with_ends(letter, GetParam())).limit(), "field_octets");
}

TEST_P(LineEnds, FoldedFieldOf10MegabytesInAPart) {
  const std::string letter =
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nX-Long:" + repeated(" word\n", (10 << 20) / 6) +
      "\nx\n--b--\n";
  EXPECT_EQ(Read(with_ends(letter, GetParam())).limit(), "field_octets");
}

TEST_P(LineEnds, AMillionFields) {
  EXPECT_EQ(Read(with_ends(repeated("A: b\n", 1000000) + "\ntext\n", GetParam())).limit(), "fields");
  const std::string part = "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + repeated("A: b\n", 1000000) + "\nx\n";
  EXPECT_EQ(Read(with_ends(part, GetParam())).limit(), "fields");
}

TEST_P(LineEnds, HeaderSectionOverItsLimit) {
  const std::string field = "X-A: " + std::string(1000, 'a') + "\n";
  EXPECT_EQ(Read(with_ends(repeated(field, 300) + "\ntext\n", GetParam())).limit(), "header_octets");
}

INSTANTIATE_TEST_SUITE_P(Of, LineEnds, ::testing::Values("\n", "\r\n", "\r"), [](const auto& test) {
  return std::string(test.param[0] == '\n' ? "Lf" : test.param[1] == '\n' ? "Crlf" : "Cr");
});

TEST(Torture, LetterOf100Megabytes) {
  const std::string line(75, 'A');
  EXPECT_EQ(Read("Subject: s\n\n" + repeated(line + "\n", (100 << 20) / 76)).limit(), "message_octets");
}

TEST(Torture, BoundaryOverItsLimit) {
  const auto letter = [](size_t octets) {
    const std::string boundary(octets, 'b');
    return "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n--" + boundary + "\n\nx\n--" + boundary +
           "--\n";
  };
  EXPECT_EQ(Read(letter(200)).limit(), "");
  EXPECT_EQ(Read(letter(200)).parts(), 2U);
  EXPECT_EQ(Read(letter(201)).limit(), "boundary_octets");
}

TEST(Torture, LettersInBase64WithinEachOtherAreCounted) {
  Limits limits;
  limits.decoded_octets = 1000;
  const std::string inner = "Subject: s\n\n" + std::string(2000, 'a');
  const std::string letter =
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n" + inner + "\n";
  EXPECT_EQ(Read(letter, limits).limit(), "decoded_octets");
}

TEST(Torture, LastOctetsOfALetterInBase64) {
  // No padding, and an escape that the end cuts: the last octets are content all the same.
  const Read base64("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogcwoKdGV4dA");
  ASSERT_EQ(base64.parts(), 2U);
  EXPECT_EQ(base64.content(1), "text");
  const Read quoted(
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\nSubject: s\n\ntext=4");
  ASSERT_EQ(quoted.parts(), 2U);
  EXPECT_EQ(quoted.content(1), "text=4");
}

TEST(Torture, NoFinalBoundary) {
  const Read read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n--b\n\nlast");
  ASSERT_EQ(read.parts(), 3U);
  EXPECT_EQ(read.content(1), "first");
  EXPECT_EQ(read.content(2), "last");
}

TEST(Torture, NoBoundaryAtAll) {
  const Read read("Content-Type: multipart/mixed\n\n--b\n\ntext\n--b--\n");
  EXPECT_TRUE(read.has_defect());
  EXPECT_NE(read.text().find("text"), std::string::npos);
}

TEST(Torture, ABoundaryThatBeginsAsAnother) {
  const Read read(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=bb\n\n"
      "--bb\n\none\n--bbb\ntwo\n--bb--\n--b\n\nthree\n--b--\n");
  ASSERT_EQ(read.parts(), 4U);
  EXPECT_EQ(read.content(2), "one\n--bbb\ntwo");
  EXPECT_EQ(read.content(3), "three");
}

TEST(Torture, AnOuterBoundaryClosesTheInner) {
  const Read read(
      "Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: multipart/alternative; boundary=in\n\n"
      "--in\n\none\n--out\nContent-Type: application/pdf; name=a.pdf\n\ntwo\n--out--\n");
  ASSERT_EQ(read.parts(), 4U);
  EXPECT_EQ(read->structure.entities[3].parent, 0);
  ASSERT_EQ(read->attachments.size(), 1U);
  EXPECT_EQ(read->attachments[0].name, "a.pdf");
}

TEST(Torture, TheSameBoundaryInsideItself) {
  const Read read(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\n\none\n--b--\n--b\n\ntwo\n--b--\n");
  EXPECT_EQ(read.limit(), "");
  EXPECT_NE(read.text().find("one"), std::string::npos);
  EXPECT_NE(read.text().find("two"), std::string::npos);
}

TEST(Torture, BoundaryWithBlanksAndSigns) {
  const Read read(
      "Content-Type: multipart/mixed; boundary=\"a b'()+_,-./:=?\"\n\n--a b'()+_,-./:=? \t\n\none\n"
      "--a b'()+_,-./:=?--\t\n");
  ASSERT_EQ(read.parts(), 2U);
  EXPECT_EQ(read.content(1), "one");
}

TEST(Torture, DelimiterLinesByBareCrAreContent) {
  const Read read("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r--b\r\rtwo\r\n--b--\r\n");
  ASSERT_EQ(read.parts(), 2U);
  EXPECT_EQ(read.content(1), "one\r--b\r\rtwo");
}

TEST(Torture, NulAndBareCrEverywhere) {
  const std::string nul(1, '\0');
  const Read read("Subject: a" + nul + "b\rc\r\nX" + nul + ": y\r\nContent-Type: text/plain\r\n\r\none" + nul +
                  "two\rthree\r\n");
  EXPECT_EQ(read.limit(), "");
  EXPECT_EQ(read->subject.find('\0'), std::string::npos);
  EXPECT_EQ(read.text().find('\0'), std::string::npos);
  EXPECT_NE(read.text().find("one two three"), std::string::npos);
}

TEST(Torture, JunkLinesInHeaders) {
  const Read read("Subject: s\nthis is no field\n: no name\nContent-Type: text/html\n\n<b>text</b>\n");
  EXPECT_TRUE(read->structure.entities[0].is("text/html"));
  const Read part(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf\njunk\n"
      "Content-Disposition: attachment; filename=a.pdf\n\nx\n--b--\n");
  EXPECT_TRUE(part.has_defect());
  ASSERT_EQ(part->attachments.size(), 1U);
  EXPECT_EQ(part->attachments[0].name, "a.pdf");
}

TEST(Torture, DamagedFirstLine) {
  const Read read("\xCDIME-Version: 1.0\nSubject: s\nContent-Type: text/html\n\n<b>text</b>\n");
  EXPECT_EQ(read->subject, "s");
  EXPECT_TRUE(read->structure.entities[0].is("text/html"));
  EXPECT_NE(Read("First line\nsecond line\n").text().find("First line"), std::string::npos);
}

TEST(Torture, NoEmptyLineBeforeTheFirstPart) {
  const Read read("Content-Type: multipart/mixed; boundary=b\n--b\nContent-Type: text/plain\n\none\n--b--\n");
  ASSERT_EQ(read.parts(), 2U);
  EXPECT_EQ(read.content(1), "one");
}

TEST(Torture, FieldsStandTwice) {
  const Read read(
      "Subject: first\nSubject: second\nContent-Type: text/html\nContent-Type: text/plain\n\n<b>text</b>\n");
  EXPECT_EQ(read->subject, "first");
  EXPECT_TRUE(read->structure.entities[0].is("text/html"));
}

TEST(Torture, FieldsThatCrashMimetic) {
  const Read read("To: :\nCc: ;:,\nFrom: <\nReply-To: :\nSender: :\nMessage-ID: <\n\ntext\n");
  EXPECT_EQ(read.limit(), "");
  EXPECT_NE(read.text().find("text"), std::string::npos);
}

TEST(Torture, ContentTypesThatAreNone) {
  for (const char* type : {"", ";", "/", "text/", "/plain", "multipart/mixed;boundary", "multipart/mixed;boundary=\"",
                           "text/plain; charset=\"", "a/b/c", "=?utf-8?B?0J8=?="}) {
    const Read read("Content-Type: " + std::string(type) + "\n\ntext\n");
    EXPECT_EQ(read.limit(), "") << type;
    EXPECT_EQ(read.parts(), 1U) << type;
  }
}

TEST(Torture, EncodedWordsThatNeverEnd) {
  constexpr size_t kField = 60000;
  for (const char* begin :
       {"=?utf-8?B?", "=?utf-8?Q?", "=?", "=?utf-8?", "=?utf-8?B", "=?utf-8?Q?=", "=?x-none?Q?a?= "}) {
    const std::string text = repeated(begin, kField / std::string(begin).size());
    EXPECT_LE(decode_header(text).size(), 4 * kField) << begin;
  }
  EXPECT_EQ(decode_header("=?utf-8?B?0J8" + std::string(kField, ' ')), "П");
}

TEST(Torture, ContinuationsGalore) {
  std::string field = "attachment";
  std::string wanted;
  for (int i = 0; i < 2000; ++i) wanted += static_cast<char>('a' + i % 26);
  for (int i = 2000; i-- > 0;) {
    field += "; filename*" + std::to_string(i) + "=" + std::string(1, static_cast<char>('a' + i % 26));
  }
  EXPECT_EQ(parse_parameters(field).parameter("filename"), wanted);
  const std::string again = repeated("; filename*0*=utf-8''%D0%9F", 2000);
  EXPECT_FALSE(parse_parameters("attachment" + again).parameter("filename").empty());
  for (const char* number : {"99999999999999999999", "-1", "", "x", "1*", "**"}) {
    parse_parameters("attachment; filename*" + std::string(number) + "=a; filename*" + number + "*=utf-8''%D0");
  }
  parse_parameters("attachment" + repeated(";", 60000));
  parse_parameters("attachment; filename=\"" + repeated("\\", 60000));
}

// The second "--in--" stands between the parts of the outer multipart: it cuts neither of them.
TEST(Torture, ABoundaryUsedTwiceAndClosedTwice) {
  const Read read(
      with_ends("Content-Type: multipart/mixed; boundary=out\n\n"
                "--out\nContent-Type: multipart/mixed; boundary=in\n\n"
                "--out\nContent-Type: multipart/mixed; boundary=in\n\n"
                "--in\nContent-Type: text/plain\n\nfirst\n--in--\n--in--\n"
                "--out\nContent-Type: text/plain\n\nsecond\n--out--\n",
                "\r\n"));
  EXPECT_EQ(read.limit(), "");
  for (const Entity& entity : read->structure.entities) EXPECT_LE(entity.content.begin, entity.content.end);
  EXPECT_NE(read.text().find("first"), std::string::npos);
  EXPECT_NE(read.text().find("second"), std::string::npos);
}

TEST(Torture, AMultipartWhoseSubtypeIsDamaged) {
  const Read read(
      "Content-Type: multipart/mi\xCD"
      "ed; boundary=b\n\n--b\n\nfirst\n--b\n\nsecond\n--b--\n");
  EXPECT_EQ(read.parts(), 3U);
  EXPECT_TRUE(read.has_defect());
  EXPECT_NE(read.text().find("first"), std::string::npos);
  EXPECT_NE(read.text().find("second"), std::string::npos);
}

TEST(Torture, HtmlTagsNested100000Times) {
  const auto lines = lines_of_html(repeated("<div><b>", 100000) + "text" + repeated("</b></div>", 100000));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].text, "text");
}

TEST(Torture, TablesNested10000Times) {
  const auto lines = lines_of_html(repeated("<table><tr><td>", 10000) + "text");
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.back().text, "text");
}

TEST(Torture, QuotesNested100000Times) {
  const auto html = lines_of_html(repeated("<blockquote>", 100000) + "text");
  ASSERT_FALSE(html.empty());
  EXPECT_EQ(html.back().text, "text");
  EXPECT_GT(html.back().quote_depth, 0);
  const auto plain = lines_of_plain(repeated(">", 100000) + " text", false, false);
  ASSERT_EQ(plain.size(), 1U);
  EXPECT_EQ(plain[0].text, "text");
  EXPECT_GT(plain[0].quote_depth, 0);
  EXPECT_GT(lines_of_plain(repeated(">", 65536) + " text", false, false).at(0).quote_depth, 0);
}

TEST(Torture, QuotedLettersNestedAMillionTimes) {
  const std::string marks = repeated(">", 1 << 20);
  EXPECT_NE(Read("Subject: s\n\n" + marks + " text\n").text().find("text"), std::string::npos);
  std::string steps;
  for (size_t i = 0; i < 2000; ++i) steps += std::string(i, '>') + " a\n";
  EXPECT_EQ(Read("Subject: s\n\n" + steps).limit(), "");
  const std::string html = "Content-Type: text/html\n\n" + repeated("<blockquote>", 100000) + "text";
  EXPECT_NE(Read(html).text().find("text"), std::string::npos);
}

TEST(Torture, TagsOfMegabytes) {
  const auto lines = lines_of_html("before<a href=\"" + std::string(2 << 20, 'a') + "\">after</a>");
  ASSERT_FALSE(lines.empty());
  EXPECT_NE(lines.front().text.find("before"), std::string::npos);
  std::string attributes = "<p";
  for (int i = 0; i < 100000; ++i) attributes += " a" + std::to_string(i) + "=b";
  EXPECT_FALSE(lines_of_html("before" + attributes + ">after").empty());
}

TEST(Torture, HtmlThatOpensAndNeverCloses) {
  for (const char* piece :
       {"<", "<!--", "<![CDATA[", "</", "<a ", "&", "&#", "&#x1F;", "<script>", "<style>", "<p a='", "<br"}) {
    lines_of_html("text" + repeated(piece, 100000));
  }
}

TEST(Torture, HtmlEntityBomb) {
  std::string html = "<!DOCTYPE html [<!ENTITY a0 \"text\">";
  for (int i = 1; i < 30; ++i) {
    const std::string below = "&a" + std::to_string(i - 1) + ";";
    html += "<!ENTITY a" + std::to_string(i) + " \"" + repeated(below, 10) + "\">";
  }
  size_t octets = 0;
  for (const TextLine& line : lines_of_html(html + "]><p>&a29;</p>")) octets += line.text.size();
  EXPECT_LT(octets, html.size() * 2);
}

TEST(Torture, QuotedPrintableOfBlanksAlone) {
  const Read read("Content-Transfer-Encoding: quoted-printable\n\ntext=" + std::string(20 << 20, ' ') + "x\n");
  EXPECT_EQ(read.limit(), "");
  EXPECT_NE(read.text().find("text"), std::string::npos);
}

}  // namespace
}  // namespace pismovod
