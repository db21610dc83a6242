#include "reader/cms.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/objects.h>

#include <memory>

#include "extract/cms_tell.h"

namespace pismovod {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Cms = std::unique_ptr<CMS_ContentInfo, decltype(&CMS_ContentInfo_free)>;

Cms parse(std::string_view file) {
  const std::string armor = octets_of_armor(file);
  const std::string_view octets = armor.empty() ? file : armor;
  const Bio in(BIO_new_mem_buf(octets.data(), static_cast<int>(octets.size())), &BIO_free_all);
  CMS_ContentInfo* parsed = nullptr;
  if (in) parsed = d2i_CMS_bio(in.get(), nullptr);
  return {parsed, &CMS_ContentInfo_free};
}

}  // namespace

ReadState unwrap_cms(std::string_view octets, size_t most, std::string& content) {
  if (octets.size() > size_t{1} << 30) return ReadState::too_large;
  const Cms cms = parse(octets);
  if (!cms) return ReadState::unreadable;
  const int type = OBJ_obj2nid(CMS_get0_type(cms.get()));
  if (type == NID_pkcs7_enveloped || type == NID_pkcs7_encrypted) return ReadState::encrypted;
  if (type != NID_pkcs7_signed && type != NID_pkcs7_data) return ReadState::unreadable;
  ASN1_OCTET_STRING** inside = CMS_get0_content(cms.get());
  if (inside == nullptr || *inside == nullptr) return ReadState::unreadable;
  const auto size = static_cast<size_t>(ASN1_STRING_length(*inside));
  if (size > most) return ReadState::too_large;
  content.assign(reinterpret_cast<const char*>(ASN1_STRING_get0_data(*inside)), size);
  return ReadState::read;
}

}  // namespace pismovod
