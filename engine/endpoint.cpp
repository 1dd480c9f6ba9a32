// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/endpoint.h"

namespace godwit {

QString productName(Product product)
{
    switch (product) {
    case Product::Elasticsearch:
        return QStringLiteral("Elasticsearch");
    case Product::OpenSearch:
        return QStringLiteral("OpenSearch");
    case Product::Milvus:
        return QStringLiteral("Milvus");
    case Product::Unknown:
        break;
    }
    return {};
}

} // namespace godwit
