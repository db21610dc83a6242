#include "extract/read_cache.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

std::vector<Document> documents_of(const std::string& name, size_t text = 10) {
  Document outer;
  outer.attachment = 3;
  outer.name = name;
  outer.file_name = name;
  outer.fail(ReadDepth::outline, ReadState::read);
  Document inner = outer;
  inner.name = name + ": b.txt";
  inner.file_name = "b.txt";
  Place place;
  place.kind = Place::Kind::attachment;
  place.name = inner.name;
  place.attachment = 3;
  inner.passages.push_back(make_passage(place, std::string(text, 'x')));
  return {outer, inner};
}

const Digest kOne = digest_of({"one"});

TEST(ReadCache, GivesTheNewNameAndNumber) {
  ReadCache cache;
  cache.keep(kOne, ReadDepth::text, documents_of("a.zip"));
  const auto found = cache.find(kOne, ReadDepth::text, {7, "c.zip", "c.zip"});
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)[0].file_name, "c.zip");
  EXPECT_EQ((*found)[1].attachment, 7);
  EXPECT_EQ((*found)[1].name, "c.zip: b.txt");
  EXPECT_EQ((*found)[1].file_name, "b.txt");
  EXPECT_EQ((*found)[1].passages[0].place.text(), "attachment 7 «c.zip: b.txt»");
}

TEST(ReadCache, DeeperServesLessDeepButNotTheReverse) {
  ReadCache cache;
  cache.keep(kOne, ReadDepth::text, documents_of("a"));
  EXPECT_TRUE(cache.find(kOne, ReadDepth::outline, {}));
  EXPECT_FALSE(cache.find(kOne, ReadDepth::ocr, {}));
  cache.keep(kOne, ReadDepth::ocr, documents_of("a"));
  cache.keep(kOne, ReadDepth::outline, {});
  EXPECT_TRUE(cache.find(kOne, ReadDepth::ocr, {}));
}

TEST(ReadCache, AccidentsAreNotKept) {
  ReadCache cache;
  for (const ReadState state : {ReadState::timed_out, ReadState::failed}) {
    auto documents = documents_of("a");
    documents[1].ocr = state;
    cache.keep(kOne, ReadDepth::ocr, documents);
    EXPECT_FALSE(cache.find(kOne, ReadDepth::outline, {}));
  }
  auto documents = documents_of("a");
  documents[1].fail(ReadDepth::text, ReadState::unreadable);
  cache.keep(kOne, ReadDepth::ocr, documents);
  EXPECT_TRUE(cache.find(kOne, ReadDepth::ocr, {}));
}

TEST(ReadCache, IsBoundedAndDropsTheLeastUsed) {
  ReadCache cache(50000);
  const Digest two = digest_of({"two"});
  const Digest three = digest_of({"three"});
  cache.keep(kOne, ReadDepth::text, documents_of("a", 6000));
  cache.keep(two, ReadDepth::text, documents_of("b", 6000));
  ASSERT_TRUE(cache.find(kOne, ReadDepth::text, {}));
  cache.keep(three, ReadDepth::text, documents_of("c", 6000));
  EXPECT_LE(cache.octets(), 50000U);
  EXPECT_TRUE(cache.find(kOne, ReadDepth::text, {}));
  EXPECT_FALSE(cache.find(two, ReadDepth::text, {}));
  cache.keep(two, ReadDepth::text, documents_of("huge", 60000));
  EXPECT_FALSE(cache.find(two, ReadDepth::text, {}));
}

TEST(Digest, PiecesCutOtherwiseDiffer) { EXPECT_NE(digest_of({"ab", "c"}), digest_of({"a", "bc"})); }

}  // namespace
}  // namespace pismovod
