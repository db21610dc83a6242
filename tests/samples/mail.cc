#include "samples/mail.h"

// Before cms.h, which declares its PEM functions only then.
#include <openssl/pem.h>

#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <stdexcept>

#include "samples/octets.h"

namespace pismovod::samples {
namespace {

// An attribute: level, id, size, octets, their sum.
void put_attribute(std::string& out, uint8_t level, uint32_t id, const std::string& octets) {
  put_little(out, level);
  put_little(out, id);
  put_little(out, static_cast<uint32_t>(octets.size()));
  out += octets;
  uint16_t sum = 0;
  for (const char c : octets) sum = static_cast<uint16_t>(sum + static_cast<unsigned char>(c));
  put_little(out, sum);
}

std::string number(uint32_t value) {
  std::string out;
  put_little(out, value);
  return out;
}

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Cms = std::unique_ptr<CMS_ContentInfo, decltype(&CMS_ContentInfo_free)>;

struct Signer {
  Key key{EVP_RSA_gen(2048), &EVP_PKEY_free};
  Certificate certificate{X509_new(), &X509_free};

  Signer() {
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Test"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
  }
};

Bio memory(const std::string& octets) {
  return {BIO_new_mem_buf(octets.data(), static_cast<int>(octets.size())), &BIO_free_all};
}

std::string der(const Cms& cms) {
  if (!cms) throw std::runtime_error("no CMS was made");
  const Bio out(BIO_new(BIO_s_mem()), &BIO_free_all);
  i2d_CMS_bio(out.get(), cms.get());
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<size_t>(size)};
}

}  // namespace

std::string tnef(const std::string& subject, const std::string& body, const std::vector<File>& files) {
  std::string out;
  put_little<uint32_t>(out, 0x223E9F78);
  put_little<uint16_t>(out, 1);
  put_attribute(out, 1, 0x00089006, number(0x00010000));        // version
  put_attribute(out, 1, 0x00069007, number(1251) + number(0));  // code page
  put_attribute(out, 1, 0x00018004, subject + '\0');
  put_attribute(out, 1, 0x0002800C, body + '\0');
  for (const File& file : files) {
    put_attribute(out, 2, 0x00069002, std::string(14, '\0'));  // begins an attachment
    put_attribute(out, 2, 0x00018010, file.name + '\0');
    put_attribute(out, 2, 0x0006800F, file.octets);
  }
  return out;
}

std::string signed_cms(const std::string& content) {
  const Signer signer;
  const Bio in = memory(content);
  return der(
      {CMS_sign(signer.certificate.get(), signer.key.get(), nullptr, in.get(), CMS_BINARY), &CMS_ContentInfo_free});
}

std::string detached_cms(const std::string& content) {
  const Signer signer;
  const Bio in = memory(content);
  return der({CMS_sign(signer.certificate.get(), signer.key.get(), nullptr, in.get(), CMS_BINARY | CMS_DETACHED),
              &CMS_ContentInfo_free});
}

std::string enveloped_cms(const std::string& content) {
  const Signer signer;
  const Bio in = memory(content);
  const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> to(sk_X509_new_null(),
                                                                      [](STACK_OF(X509) * all) { sk_X509_free(all); });
  sk_X509_push(to.get(), signer.certificate.get());
  return der({CMS_encrypt(to.get(), in.get(), EVP_aes_128_cbc(), CMS_BINARY), &CMS_ContentInfo_free});
}

std::string base64(const std::string& octets) {
  std::string out(octets.size() / 3 * 4 + 5, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(octets.data()), static_cast<int>(octets.size()));
  out.resize(static_cast<size_t>(size));
  std::string lines;
  for (size_t at = 0; at < out.size(); at += 76) lines += out.substr(at, 76) + "\n";
  return lines;
}

std::string letter_with(const std::string& file_name, const std::string& type, const std::string& octets) {
  return "From: Partner <a@partner.example>\nTo: v8@1c.ru\nSubject: Files\nMIME-Version: 1.0\n"
         "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nText.\n"
         "--b\nContent-Type: " +
         type + "; name=\"" + file_name + "\"\nContent-Disposition: attachment; filename=\"" + file_name +
         "\"\nContent-Transfer-Encoding: base64\n\n" + base64(octets) + "--b--\n";
}

}  // namespace pismovod::samples
