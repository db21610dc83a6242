// What listed words found, put right by what examples taught.

#include "facts/leaning.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

Fact fact(const std::string& text, Place::Kind place = Place::Kind::body) {
  Fact out;
  out.value = text;
  out.evidence.text = text;
  out.evidence.place.kind = place;
  return out;
}

Finding found(Fact fact) {
  Finding out;
  out.right.push_back(std::move(fact));
  return out;
}

Finding presumed(Fact fact) {
  Finding out;
  fact.wrong = {"perhaps_said", {}};
  out.presumed.push_back(std::move(fact));
  return out;
}

Finding leant(Finding finding, Leaning how) {
  Leant leant;
  leant.how = how;
  leant.evidence = fact("the sentence").evidence;
  take_leaning(leant, finding);
  return finding;
}

TEST(Leaning, WhatWasFoundStays) {
  for (const Leaning how : {Leaning::unknown, Leaning::no, Leaning::rather_yes, Leaning::yes})
    EXPECT_EQ(leant(found(fact("отказ")), how).right.size(), 1U);
}

TEST(Leaning, WhatIsPresumedIsFoundWhereTheExamplesAreSureAlone) {
  const Finding finding = leant(presumed(fact("x")), Leaning::yes);
  ASSERT_EQ(finding.right.size(), 1U);
  EXPECT_TRUE(finding.right.front().wrong.key.empty());
  for (const Leaning how : {Leaning::unknown, Leaning::no, Leaning::rather_yes})
    EXPECT_EQ(leant(presumed(fact("x")), how).presumed.size(), 1U);
}

TEST(Leaning, WhatNobodyFoundIsPresumedWhereTheExamplesLeanToYes) {
  const Finding finding = leant({}, Leaning::rather_yes);
  ASSERT_EQ(finding.presumed.size(), 1U);
  EXPECT_EQ(finding.presumed.front().value, "the sentence");
  EXPECT_TRUE(leant({}, Leaning::no).presumed.empty());
  EXPECT_TRUE(leant({}, Leaning::unknown).presumed.empty());
}

TEST(Leaning, ADenialIsDoubtedOnlyWhereTheExamplesAreSure) {
  Finding denied;
  denied.is_denied = true;
  EXPECT_TRUE(leant(denied, Leaning::rather_yes).presumed.empty());
  EXPECT_EQ(leant(denied, Leaning::yes).presumed.size(), 1U);
}

}  // namespace
}  // namespace pismovod
