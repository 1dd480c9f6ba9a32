// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wholefile.h"

#include <unistd.h>

namespace godwit {

bool readFully(int file, void *to, std::size_t bytes, std::uint64_t offset)
{
    auto *at = static_cast<char *>(to);
    while (bytes > 0) {
        const ssize_t got = ::pread(file, at, bytes, static_cast<off_t>(offset));
        if (got <= 0)
            return false;
        at += got;
        offset += static_cast<std::uint64_t>(got);
        bytes -= static_cast<std::size_t>(got);
    }
    return true;
}

bool writeFully(int file, const void *from, std::size_t bytes, std::uint64_t offset)
{
    const auto *at = static_cast<const char *>(from);
    while (bytes > 0) {
        const ssize_t put = ::pwrite(file, at, bytes, static_cast<off_t>(offset));
        if (put <= 0)
            return false;
        at += put;
        offset += static_cast<std::uint64_t>(put);
        bytes -= static_cast<std::size_t>(put);
    }
    return true;
}

} // namespace godwit
