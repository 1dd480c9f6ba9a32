// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <vector>

namespace godwit {

//! One key of a JSON object: how its value is read. Tables of these are the format; a key that is in no table is
//! refused.
struct Field
{
    QString key;
    bool required = false;
    std::function<Result<void>(const QJsonValue &value, const QString &place)> read;
    std::vector<Field> children; //!< of an object, or of each element of a list
    bool list = false;
    bool named = false; //!< the keys are free names, and `children` are those of each value
};

//! Reads JSON objects by tables of fields, and makes the fields that plans need. Messages name the full path of a key.
class PlanReader
{
    Q_DECLARE_TR_FUNCTIONS(godwit::PlanReader)

public:
    //! Parses strictly: one object, no key twice. `what` names the document in messages.
    static Result<QJsonObject> parse(const QByteArray &json, const QString &what);
    static Result<void> read(const QJsonObject &object, const QString &place, const std::vector<Field> &fields);
    //! Full paths of all keys, sorted: "select.rename[].from".
    static QStringList keys(const std::vector<Field> &fields, const QString &place = {});

    static Field text(const QString &key, QString *to);
    static Field flag(const QString &key, bool *to);
    //! A number of at least `least` ("above" when it must not be equal).
    static Field number(const QString &key, double *to, double least, bool above = false);
    static Field texts(const QString &key, QStringList *to);
    static Field object(const QString &key, QJsonObject *to);
    static Field section(const QString &key, std::vector<Field> children);
    //! A list of objects; `next` is called after each was read, with its place.
    static Field sections(
        const QString &key, std::vector<Field> children, std::function<Result<void>(const QString &place)> next);
    template <class T>
    static Field choice(const QString &key, T *to, std::vector<std::pair<QString, T>> words);
    //! An object whose keys are free names and whose values are objects of `children`; `next` is called after each was
    //! read, with its name. Its path is "key.*".
    static Field byName(
        const QString &key, std::vector<Field> children, std::function<Result<void>(const QString &name)> next);
    static Field required(Field field);

    //! The nearest of the words, or empty when none is near.
    static QString nearest(const QString &word, const QStringList &words);
    static tl::unexpected<Error> wrongType(const QString &place, const QString &wanted, const QJsonValue &value);
    static tl::unexpected<Error> wrongWord(const QString &place, const QString &word, const QStringList &words);
};

template <class T>
Field PlanReader::choice(const QString &key, T *to, std::vector<std::pair<QString, T>> words)
{
    const auto read = [to, words = std::move(words)](const QJsonValue &value, const QString &place) -> Result<void> {
        if (!value.isString())
            return wrongType(place, tr("a text"), value);
        QStringList known;
        for (const auto &[word, meaning] : words) {
            if (value.toString() == word) {
                *to = meaning;
                return {};
            }
            known.append(word);
        }
        return wrongWord(place, value.toString(), known);
    };
    return {key, false, read, {}};
}

} // namespace godwit
