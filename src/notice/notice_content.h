// What a notice says, before it is a letter: blocks of text that are written out as text and as HTML.
#pragma once

#include <string>
#include <vector>

#include "notice/draft_text.h"
#include "notice/fill_in.h"
#include "notice/notice.h"
#include "notice/papers.h"

namespace pismovod {

struct NoticeItem {
  std::string text;
  std::vector<std::string> details;  // on lines of their own
};

struct NoticeBlock {
  // action: the one thing to do; small: what is of use to few.
  enum class Kind : uint8_t { paragraph, action, small, heading, numbered, bulleted, form };
  Kind kind = Kind::paragraph;
  std::string text;                // of paragraphs and headings
  std::vector<NoticeItem> items;   // of lists
  std::vector<std::string> lines;  // of forms, to be copied as they are
  size_t first = 1;                // of numbered lists
};

// What of the letter the draft has.
enum class DraftKind : uint8_t { none, whole, without_attachments };

// What the notice is about.
struct NoticeMatter {
  std::vector<const Verdict*> verdicts;  // behind the action
  FillIn fill_in;
  std::vector<Paper> papers;  // that could serve what is missing
  FoundValues found;
  DraftChanges changes;  // of the letter's text
  bool has_files = false;
};

// The verdicts that brought the action about; none: no notice is due.
std::vector<const Verdict*> verdicts_behind(const NoticeRequest& request);
NoticeMatter notice_matter(const NoticeRequest& request);
// The same about these verdicts, whatever the action.
NoticeMatter notice_matter(const NoticeRequest& request, std::vector<const Verdict*> verdicts);
// What is known for the papers, by requirement.
FoundValues paper_values(const NoticeRequest& request, const NoticeMatter& matter);

std::string notice_subject(const NoticeRequest& request, const NoticeMatter& matter);
std::vector<NoticeBlock> notice_blocks(const NoticeRequest& request, const NoticeMatter& matter, DraftKind draft);
// Of these what is missing, wrong or unverified: each mailbox has a heading.
std::vector<NoticeBlock> lacking_blocks(const NoticeRequest& request, const NoticeMatter& matter);

// The two forms of it. UTF-8; lines of text are of at most 76 columns where their words allow it, and
// end with LF. Everything in HTML is escaped; links are made of what begins with https:// or http:// alone.
std::string notice_text(const std::vector<NoticeBlock>& blocks);
std::string notice_html(const std::string& title, const std::string& language, const std::vector<NoticeBlock>& blocks);

// In the machine's time zone.
std::string time_words(std::chrono::system_clock::time_point time, const Texts& texts);

std::string html_escaped(std::string_view text);

}  // namespace pismovod
