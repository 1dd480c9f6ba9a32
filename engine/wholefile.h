// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace godwit {

//! Reads or writes all of the bytes at a place of an open file, where the system may do it in pieces. False: an error
//! (see errno), or the file ends before.
bool readFully(int file, void *to, std::size_t bytes, std::uint64_t offset);
bool writeFully(int file, const void *from, std::size_t bytes, std::uint64_t offset);

} // namespace godwit
