// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jsoncompare.h"

#include <QHash>

#include <algorithm>

namespace godwit {
namespace {

QString shownValue(const JsonTree *value)
{
    if (!value)
        return {};
    if (!value->isContainer())
        return QString::fromUtf8(value->token);
    const bool object = value->kind == JsonTree::Kind::Object;
    if (value->children.empty())
        return object ? QStringLiteral("{}") : QStringLiteral("[]");
    return object ? QStringLiteral("{…}") : QStringLiteral("[%1]").arg(value->children.size());
}

ValueMark leafMark(const JsonTree *source, const JsonTree *target)
{
    if (!source || !target)
        return source ? ValueMark::SourceOnly : ValueMark::TargetOnly;
    if (source->kind == target->kind && !source->isContainer() && source->token == target->token)
        return ValueMark::Equal;
    if (sameMeaning(*source, *target))
        return source->isContainer() ? ValueMark::Equal : ValueMark::Meaning;
    return ValueMark::Different;
}

//! The worse of two marks; a container with something on one side only is different.
ValueMark worse(ValueMark mark, ValueMark below)
{
    const ValueMark seen
        = below == ValueMark::SourceOnly || below == ValueMark::TargetOnly ? ValueMark::Different : below;
    return std::max(mark, seen);
}

void build(ComparedValue &node, const JsonTree *source, const JsonTree *target);

void add(ComparedValue &parent, const QString &key, const JsonTree *source, const JsonTree *target)
{
    auto node = std::make_unique<ComparedValue>();
    node->key = key;
    node->parent = &parent;
    node->row = static_cast<int>(parent.children.size());
    build(*node, source, target);
    parent.differing += node->differing;
    parent.alike += node->alike;
    parent.mark = worse(parent.mark, node->mark);
    parent.children.push_back(std::move(node));
}

void addMembers(ComparedValue &node, const JsonTree *source, const JsonTree *target)
{
    QHash<QByteArray, const JsonTree *> there;
    if (target) {
        for (const auto &[key, child] : target->children)
            there.insert(key, &child);
    }
    if (source) {
        for (const auto &[key, child] : source->children)
            add(node, QString::fromUtf8(key), &child, there.take(key));
    }
    if (target) {
        for (const auto &[key, child] : target->children) {
            if (there.contains(key))
                add(node, QString::fromUtf8(key), nullptr, &child);
        }
    }
}

void addItems(ComparedValue &node, const JsonTree *source, const JsonTree *target)
{
    const std::size_t here = source ? source->children.size() : 0;
    const std::size_t there = target ? target->children.size() : 0;
    for (std::size_t i = 0; i < std::max(here, there); ++i)
        add(node, QStringLiteral("[%1]").arg(i), i < here ? &source->children[i].second : nullptr,
            i < there ? &target->children[i].second : nullptr);
}

void build(ComparedValue &node, const JsonTree *source, const JsonTree *target)
{
    node.source = shownValue(source);
    node.target = shownValue(target);
    const JsonTree *either = source ? source : target;
    const bool sameKind = !source || !target || source->kind == target->kind;
    if (sameKind && either->isContainer()) {
        if (either->kind == JsonTree::Kind::Object)
            addMembers(node, source, target);
        else
            addItems(node, source, target);
        if (!source || !target)
            node.mark = leafMark(source, target);
        if (node.children.empty() && (!source || !target))
            node.differing = 1;
        return;
    }
    node.mark = leafMark(source, target);
    node.differing = node.mark == ValueMark::Equal || node.mark == ValueMark::Meaning ? 0 : 1;
    node.alike = node.mark == ValueMark::Meaning ? 1 : 0;
}

} // namespace

std::unique_ptr<ComparedValue> compareValues(const JsonTree *source, const JsonTree *target)
{
    auto root = std::make_unique<ComparedValue>();
    if (source || target)
        build(*root, source, target);
    return root;
}

} // namespace godwit
