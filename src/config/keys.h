// The keys of everything in the configuration that is no setting: organisations, mailbox files and
// the catalogue. Declared once, here; reading and the reference both go by these tables.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace pismovod {

struct Key {
  std::string_view name;
  std::string_view type;
  std::string_view meaning;
};

inline constexpr std::array<Key, 7> kOrganizationKeys = {{
    {"name", "text", "The partner's name, with its legal form."},
    {"aliases", "list of texts", "Other ways in which its people write the name."},
    {"sender_domains", "list of texts",
     "Its letters are told by these domains, of the envelope sender, else of From; none: every letter."},
    {"partner_code", "text", "Its code; absent: a partner without a code yet."},
    {"inn", "text", "Its own tax number, never taken for a client's."},
    {"kpp", "text", "Its own КПП."},
    {"nfr_reg_numbers", "list of texts", "Registration numbers of its NFR deliveries."},
}};

// Of a mailbox file and of an overlay alike.
inline constexpr Key kThreadKey = {
    "thread", "true or false",
    "What an earlier letter of the same thread held is not owed again (journal.thread_hours); false: 1C opens a new "
    "matter for each letter. Default: true."};
inline constexpr Key kListedKey = {
    "listed", "true or false",
    "An article that the price list (lookup.prices) does not have, or has for another product, is wrong, and so is a "
    "full name that it has otherwise. Where there is no list nothing changes. Default: false, it is only doubted."};

inline constexpr Key kTitleKey = {"title", "text", "What people call it."};
inline constexpr Key kAdviceListKey = {
    "advice", "list of texts",
    "What the firm says of the papers: a text, or { says = \"...\", of = [requirements] }, which a notice has only "
    "where "
    "one of them is missing or wrong; `mailboxes` and `template` show all."};

inline constexpr std::array<Key, 17> kMailboxKeys = {{
    {"address", "text", "The mailbox."},
    {"aliases", "list of texts", "Other addresses that lead to it."},
    kTitleKey,
    {"must", "list of requirements", "A letter without one of these is stopped."},
    {"should", "list of requirements", "A letter without one of these is marked."},
    {"otherwise", "text", "Name of the scenario of letters that fall in none below; default: any."},
    {"otherwise_about", "text", "How a sentence names it: \"о другом\"."},
    {"scenario", "tables", "[scenario.NAME]: letters about one matter, which owe other data."},
    {"pattern", "tables", "[[pattern]]: requirements of one's own, found by words and a regular expression."},
    kAdviceListKey,
    {"form", "list of texts",
     "Fields of the template in their order: requirements, or labels of the firm's own form; what is required and not "
     "named here follows them."},
    {"belongs", "list of texts",
     "Labels of the taught question \"mailbox\" whose letters are for it; a letter that lacks something and whose "
     "matter "
     "is another mailbox's is advised so. Absent: whatever is asked is for it."},
    {"mode", "observe | annotate | enforce", "For this mailbox alone."},
    {"action", "reject | hold | withhold | annotate", "For this mailbox alone."},
    {"complete", "true or false", "As milter.complete, for this mailbox alone."},
    kThreadKey,
    kListedKey,
}};

// [mailbox."ADDRESS"] in the main file.
inline constexpr std::array<Key, 10> kOverlayKeys = {{
    {"mode", "observe | annotate | enforce", "For this mailbox alone."},
    {"action", "reject | hold | withhold | annotate", "For this mailbox alone."},
    {"complete", "true or false", "As milter.complete, for this mailbox alone."},
    kThreadKey,
    kListedKey,
    {"aliases", "list of texts", "Further addresses that lead to it."},
    {"should", "list of texts", "Requirements that are wished for: those that were owed, and further ones."},
    {"not_required", "list of texts", "Requirements that are not asked for."},
    kTitleKey,
    kAdviceListKey,
}};

inline constexpr std::array<Key, 7> kScenarioKeys = {{
    {"title", "text", "What people call it."},
    {"about", "text", "How a sentence names it: \"об отмене\"."},
    {"when", "list of phrases", "The letter asks for this; not what is past or denied."},
    {"when_said", "list of phrases", "The letter says this, in any tense; not what is denied."},
    {"unless", "list of phrases", "The letter says this: the scenario does not apply."},
    {"must", "list of requirements", "As above."},
    {"should", "list of requirements", "As above."},
}};

inline constexpr std::array<Key, 2> kAdviceKeys = {{
    {"says", "text", "What the firm says."},
    {"of", "list of requirements", "What it speaks of."},
}};

// Beside phrases, in the lists of conditions.
inline constexpr std::array<Key, 1> kSaysKeys = {{
    {"says", "text", "QUESTION:LABEL: what was taught by examples finds this in the sender's own words."},
}};

inline constexpr std::array<Key, 7> kRequirementKeys = {{
    {"id", "text", "Which requirement."},
    {"if", "list of phrases", "Owed only where the letter says one of these."},
    {"if_asked", "list of phrases", "Owed only where the letter asks for one of these."},
    {"unless", "list of phrases", "Not owed where the letter says one of these."},
    {"unless_asked", "list of phrases", "Not owed where the letter asks for one of these."},
    {"why", "text", "What the verdict says where it is not owed."},
    {"full", "true or false", "product_name: the full name, an abbreviation will not do."},
}};

inline constexpr std::array<Key, 7> kPatternKeys = {{
    {"id", "text", "A name of one's own for the requirement: Latin letters, digits and _."},
    {"title", "text", "What people call it."},
    {"example", "text", "How it is written in a letter."},
    {"label", "list of phrases", "Words before the value; none: the value is looked for in every line."},
    {"value", "regular expression",
     "The value; its first group where it has one. Case, look-alike letters, dashes and quotes do not matter."},
    {"wrong", "regular expression", "What is plainly meant as the value and is none: reported as invalid."},
    {"in_subject", "true or false", "The value is looked for in the subject alone, behind Re: and Fwd:."},
}};

// A register of firms: providers/*.toml. Pointers are those of RFC 6901 into the answer.
inline constexpr std::array<Key, 14> kProviderKeys = {{
    {"title", "text", "What people call it."},
    {"address", "text", "Where it is asked; {inn} and {key} stand for what is asked and the key."},
    {"headers", "list of texts", "Fields of the question, such as \"Authorization: Token {key}\"."},
    {"body", "text", "What is sent; absent: GET, else POST."},
    {"firm", "list of texts", "Pointers to the firm in the answer; nothing there: it is not known."},
    {"inn", "list of texts", "Pointers from there to its ИНН."},
    {"name", "list of texts", "To its short name; the first that leads to a text counts."},
    {"full_name", "list of texts", "To its full name."},
    {"kpp", "list of texts", "To its КПП."},
    {"ogrn", "list of texts", "To its ОГРН."},
    {"status", "list of texts", "To the word for whether it still is."},
    {"active", "list of texts", "Such words of a firm that is."},
    {"ending", "list of texts", "Of one that is being liquidated."},
    {"liquidated", "list of texts", "Of one that is no more."},
}};

inline constexpr std::array<Key, 6> kProductKeys = {{
    {"name", "text", "The line's full name."},
    {"spelled", "list of phrases", "Words of the full name."},
    {"common", "list of phrases",
     "The same where they are everyday words too: they need a capital or a sign beside them."},
    {"short", "list of phrases", "Abbreviations; capitals count."},
    {"sign", "true or false", "The abbreviation needs 1С, 8, ПРОФ or an edition beside it."},
    {"edition", "true or false", "Its full name has ПРОФ, КОРП or Базовая."},
}};

inline constexpr std::array<Key, 3> kBoundsKeys = {{
    {"lead", "number", "The likeliest label must lead by so much, or the answer is \"not sure\"."},
    {"light_lead", "number",
     "The same before a label of which letters owe whatever they owe of the likeliest: nobody is refused for the "
     "mistake."},
    {"both", "number", "Two labels hold together where both margins reach this."},
}};

inline constexpr std::array<Key, 4> kCountryKeys = {{
    {"name", "text", "The country."},
    {"phrases", "list of phrases", "Its name as people write it; no adjectives."},
    {"tax_digits", "list of numbers",
     "How many digits its tax numbers have: one labelled ИНН is right where the letter has words of the country."},
    {"client_words", "list of phrases", "Words beside its name that tell that a client is from there."},
}};

inline constexpr std::array<Key, 14> kDocumentKeys = {{
    {"id", "text", "A name for the kind."},
    {"title", "text", "What people call it."},
    {"serves", "list of texts", "The requirements that it meets; none: it is only told apart from others."},
    {"decisive", "list of phrases", "Words of its heading: one is enough."},
    {"titles", "list of phrases", "What a line at its top begins with; then it is this, whatever else it says."},
    {"title_says", "list of phrases", "One of these must stand close behind such a beginning."},
    {"words", "list of lists of phrases", "Groups of words of its text, where no heading is seen."},
    {"enough", "number", "How many of the groups must be there."},
    {"excluded_by", "list of phrases", "Words that only other documents have in their beginning."},
    {"names", "list of phrases", "Words of file names."},
    {"mentions", "list of phrases", "Words of the letter that carries it."},
    {"marks", "list of phrases", "What must be seen in it, or it stays unverified."},
    {"holds", "list of texts",
     "Requirements that its own words meet: unverified where a scan of it can be read in part only."},
    {"filled", "true or false", "An empty form will not do."},
}};

inline constexpr std::array<Key, 9> kCatalogueKeys = {{
    {"label", "table", "[label]: words before data, by the kind of datum."},
    {"words", "table", "[words]: named lists of phrases that filters know."},
    {"placed", "table", "[placed]: words that place a datum in an attachment, by requirement."},
    {"articles", "table", "[articles]: textual codes of the price list."},
    {"product", "tables", "[[product]]: lines of products."},
    {"country", "tables", "[[country]]: countries."},
    {"document", "tables", "[[document]]: kinds of papers."},
    {"taught", "table",
     "[taught.QUESTION]: where the answer is sure, in thousandths of a margin: \"lead\" of the likeliest label before "
     "the next; two labels hold together where both margins reach \"both\"."},
    {"scans_only", "list of texts", "Requirements that a typed document does not meet."},
}};

}  // namespace pismovod
