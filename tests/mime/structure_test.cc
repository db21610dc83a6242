// How a letter whose lines were damaged on the way is cut into its parts.

#include "mime/structure.h"

#include <gtest/gtest.h>

namespace pismovod::test {
namespace {

// "multipart/mixed text/plain=…": types, and what stands in each leaf.
std::string parts(const std::string& letter) {
  BlockPool pool;
  const Message message = read_message(letter, pool, {});
  const Structure structure = cut_into_entities(message, Limits{}, pool, {});
  std::string out;
  for (const Entity& entity : structure.entities) {
    out += (out.empty() ? "" : " ") + entity.type + '/' + entity.subtype;
    if (entity.is_leaf()) out += '=' + decoded_content(structure, message, entity, SIZE_MAX);
  }
  return out;
}

const std::string kOuter = "Content-Type: multipart/mixed; boundary=o\n";
const std::string kInner = "Content-Type: multipart/alternative; boundary=i\n";
const std::string kText = "Content-Type: text/plain\n\nтекст\n";

TEST(Structure, AMultipartWithinWhoseEmptyLineIsMissing) {
  EXPECT_EQ(parts(kOuter + "\n--o\n" + kInner + "--i\n" + kText + "--i--\n--o--\n"),
            "multipart/mixed multipart/alternative text/plain=текст");
}

TEST(Structure, TheHeaderOfTheFirstPartRanIntoItsMultiparts) {
  EXPECT_EQ(parts(kOuter + "*--o\n" + kText + "--o\n" + kText + "--o--\n"),
            "multipart/mixed text/plain=текст text/plain=текст");
  EXPECT_EQ(parts(kOuter + "*--o\n" + kInner + "\n--i\n" + kText + "--i--\n--o\n" + kText + "--o--\n"),
            "multipart/mixed multipart/alternative text/plain=текст text/plain=текст");
  EXPECT_EQ(parts(kOuter + kOuter + "\n--o\n" + kText + "--o--\n"), "multipart/mixed text/plain=текст")
      << "the same field twice is one";
}

TEST(Structure, ADamagedFirstLineWithItsFoldedRest) {
  EXPECT_EQ(parts("Fr\x01om: a\n b\n" + kOuter + "\n--o\n" + kText + "--o--\n"), "multipart/mixed text/plain=текст");
  EXPECT_EQ(parts("no field\n folded\n\nName: no field\n"), "text/plain=no field\n folded\n\nName: no field\n");
}

}  // namespace
}  // namespace pismovod::test
