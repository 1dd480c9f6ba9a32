// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace godwit {

//! Walks over JSON text token by token, as RFC 8259 has it, without making values of it: a number stays the digits it
//! is written with. Every call skips white space first; false means that something else stands there.
class JsonScanner
{
public:
    explicit JsonScanner(std::string_view text) : m_begin(text.data()), m_at(text.data()), m_end(m_at + text.size()) { }

    //! The next character that is no white space; 0 at the end.
    char peek()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
        return m_at == m_end ? '\0' : *m_at;
    }
    bool take(char wanted)
    {
        if (peek() != wanted || m_at == m_end)
            return false;
        ++m_at;
        return true;
    }
    bool atEnd() { return peek() == '\0' && m_at == m_end; }
    //! Appends the string token in its canonical spelling, quotes included.
    bool string(std::string &out);
    //! Appends the number in its canonical spelling.
    bool number(std::string &out);
    //! true, false or null.
    bool literal(std::string &out);
    std::size_t position() const { return static_cast<std::size_t>(m_at - m_begin); }

private:
    bool escape(std::string &out);
    bool hex4(unsigned *value);

    const char *m_begin;
    const char *m_at;
    const char *m_end;
};

} // namespace godwit
