#include "reader/stamp.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>

#include "reader/mat.h"

namespace pismovod {
namespace {

constexpr float kWidth = 1240;  // of A4: 150 dpi
constexpr float kMillimetre = kWidth / 210;
constexpr size_t kMostStamps = 4;

bool is_frame(const std::vector<cv::Point>& contour, const cv::RotatedRect& box) {
  constexpr double kFilled = 0.85;  // of its box: a rectangle, if not a sharp one
  constexpr float kMostLean = 30;
  const float height = std::min(box.size.width, box.size.height) / kMillimetre;
  const float width = std::max(box.size.width, box.size.height) / kMillimetre;
  if (height < 6 || height > 45 || width < 18 || width > 90 || std::fabs(box.angle) > kMostLean) return false;
  return cv::contourArea(contour) >= kFilled * static_cast<double>(box.size.area());
}

// Lying, and turned by less than 45 degrees.
cv::RotatedRect lying(cv::RotatedRect box) {
  if (std::fabs(box.angle) > 45) {
    box.angle -= std::copysign(90.0F, box.angle);
    std::swap(box.size.width, box.size.height);
  }
  return box;
}

// Without the frame itself.
Raster upright(const cv::Mat& page, const cv::RotatedRect& box) {
  constexpr float kFrame = 1.2F * kMillimetre;
  const float scale = static_cast<float>(page.cols) / kWidth;
  const cv::Size size(cvRound((box.size.width - 2 * kFrame) * scale), cvRound((box.size.height - 2 * kFrame) * scale));
  const cv::Point2f middle(box.center.x * scale, box.center.y * scale);
  cv::Mat turn = cv::getRotationMatrix2D(middle, box.angle, 1);
  turn.at<double>(0, 2) += size.width / 2.0 - middle.x;
  turn.at<double>(1, 2) += size.height / 2.0 - middle.y;
  cv::Mat out;
  cv::warpAffine(page, out, turn, size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  // Letters at the very edge of a picture are not read.
  const int margin = cvRound(2 * kMillimetre * scale);
  cv::copyMakeBorder(out, out, margin, margin, margin, margin, cv::BORDER_REPLICATE);
  Raster raster = make_raster(out.cols, out.rows, 1);
  for (int y = 0; y < out.rows; ++y) std::memcpy(raster.row(y), out.ptr(y), raster.row_octets());
  return raster;
}

}  // namespace

std::vector<Stamp> find_stamps(const Raster& grey) {
  if (grey.channels != 1 || grey.width < 300 || grey.height < 300) return {};
  const cv::Mat page = mat_of(grey);
  const double scale = static_cast<double>(kWidth) / grey.width;
  cv::Mat ink;
  cv::adaptiveThreshold(scaled(page, scale), ink, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, 31, 15);
  cv::morphologyEx(ink, ink, cv::MORPH_CLOSE, cv::Mat::ones(3, 3, CV_8U));
  std::vector<std::vector<cv::Point>> contours;
  std::vector<cv::Vec4i> hierarchy;
  cv::findContours(ink, contours, hierarchy, cv::RETR_CCOMP, cv::CHAIN_APPROX_SIMPLE);
  std::vector<Stamp> stamps;
  for (size_t i = 0; i < contours.size() && stamps.size() < kMostStamps; ++i) {
    const bool is_hole = hierarchy[i][3] >= 0;  // a cell of a table
    if (is_hole) continue;
    const std::vector<cv::Point>& contour = contours[i];
    const cv::RotatedRect box = lying(cv::minAreaRect(contour));
    if (!is_frame(contour, box)) continue;
    const cv::Rect around = cv::boundingRect(contour);
    const auto on_page = [&](int value) { return cvRound(value / scale); };
    stamps.push_back(
        {{on_page(around.x), on_page(around.y), on_page(around.x + around.width), on_page(around.y + around.height)},
         upright(page, box)});
  }
  return stamps;
}

}  // namespace pismovod
