#include "reader/seal.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "reader/mat.h"

namespace pismovod {
namespace {

constexpr int kWidth = 800;  // of A4: some 97 dpi
constexpr double kMillimetre = kWidth / 210.0;

// Ink that is neither black nor paper: blue to violet, or red.
cv::Mat ink_of(const cv::Mat& colour) {
  cv::Mat hsv;
  cv::cvtColor(colour, hsv, cv::COLOR_RGB2HSV);
  cv::Mat blue;
  cv::Mat red_low;
  cv::Mat red_high;
  cv::inRange(hsv, cv::Scalar(95, 45, 40), cv::Scalar(160, 255, 255), blue);
  cv::inRange(hsv, cv::Scalar(0, 90, 60), cv::Scalar(8, 255, 255), red_low);
  cv::inRange(hsv, cv::Scalar(170, 90, 60), cv::Scalar(180, 255, 255), red_high);
  return blue | red_low | red_high;
}

// Of the circle's directions, in how many ink lies near its rim.
double rim_of(const cv::Mat& ink, const cv::Vec3f& circle) {
  constexpr int kDirections = 120;
  int seen = 0;
  for (int i = 0; i < kDirections; ++i) {
    const double angle = 2 * CV_PI * i / kDirections;
    bool found = false;
    for (int off = -3; off <= 3 && !found; ++off) {
      const int x = cvRound(circle[0] + (circle[2] + static_cast<float>(off)) * std::cos(angle));
      const int y = cvRound(circle[1] + (circle[2] + static_cast<float>(off)) * std::sin(angle));
      found = x >= 0 && y >= 0 && x < ink.cols && y < ink.rows && ink.at<uint8_t>(y, x) != 0;
    }
    seen += found ? 1 : 0;
  }
  return static_cast<double>(seen) / kDirections;
}

// Coloured letterheads and photographs fill what a seal leaves white.
double fill_of(const cv::Mat& ink, const cv::Vec3f& circle) {
  const auto radius = static_cast<int>(circle[2]);
  const cv::Rect box = cv::Rect(cvRound(circle[0]) - radius, cvRound(circle[1]) - radius, 2 * radius, 2 * radius) &
                       cv::Rect(0, 0, ink.cols, ink.rows);
  return box.area() == 0 ? 1 : static_cast<double>(cv::countNonZero(ink(box))) / box.area();
}

}  // namespace

std::vector<Circle> find_seals(const Raster& picture) {
  if (picture.channels != 3 || picture.width < 300 || picture.height < 300) return {};
  const double scale = static_cast<double>(kWidth) / std::min(picture.width, picture.height);
  const cv::Mat ink = ink_of(scaled(mat_of(picture), scale));
  constexpr int kLeastInk = 400;
  if (cv::countNonZero(ink) < kLeastInk) return {};
  cv::Mat soft;
  cv::GaussianBlur(ink, soft, cv::Size(5, 5), 1.2);
  std::vector<cv::Vec3f> circles;
  // NOLINTNEXTLINE(bugprone-swapped-arguments): radii are whole pixels, thresholds are not
  cv::HoughCircles(soft, circles, cv::HOUGH_GRADIENT, 1.5, 15 * kMillimetre, 120, 45,
                   static_cast<int>(14 * kMillimetre), static_cast<int>(30 * kMillimetre));
  std::vector<Circle> seals;
  for (const cv::Vec3f& circle : circles) {
    if (rim_of(ink, circle) < 0.6 || fill_of(ink, circle) > 0.6) continue;
    seals.push_back({cvRound(circle[0] / scale), cvRound(circle[1] / scale), cvRound(circle[2] / scale)});
    if (seals.size() >= 8) break;
  }
  return seals;
}

}  // namespace pismovod
