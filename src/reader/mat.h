// Pictures as OpenCV takes them; for seal.cc and stamp.cc, the only ones that use it.
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "reader/raster.h"

namespace pismovod {

// The pixels stay the raster's: it must outlive this, and nobody may write to it. From here on OpenCV starts no
// threads.
inline cv::Mat mat_of(const Raster& picture) {
  cv::setNumThreads(0);
  const int type = picture.channels == 3 ? CV_8UC3 : CV_8UC1;
  return {picture.height, picture.width, type, const_cast<uint8_t*>(picture.pixels.data())};
}

inline cv::Mat scaled(const cv::Mat& picture, double scale) {
  cv::Mat out;
  cv::resize(picture, out, cv::Size(), scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return out;
}

}  // namespace pismovod
