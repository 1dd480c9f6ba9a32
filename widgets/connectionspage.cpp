// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/connectionspage.h"

#include "models/profilemodel.h"
#include "widgets/badges.h"
#include "widgets/profileeditor.h"
#include "widgets/testpanel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPainter>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace godwit {
namespace {

//! Name and tag, below them product and version.
class ProfileDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {100, 2 * option.fontMetrics.height() + 22};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        const QRect rect = option.rect;
        painter->save();
        painter->fillRect(rect, option.state & QStyle::State_Selected ? t.selection : t.base);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.line);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), t.accent);
        const QRect room = rect.adjusted(12, 8, -12, -8);
        const QString environment = index.data(ProfileModel::EnvironmentRole).toString();
        int right = room.right();
        if (!environment.isEmpty()) {
            const QSize size = EnvironmentTag::sizeFor(environment);
            right -= size.width();
            EnvironmentTag::paint(painter, QRect(QPoint(right, room.top()), size), environment);
        }
        const QFont bold = fontFor(FontRole::CardTitle);
        painter->setFont(bold);
        painter->setPen(t.text);
        const QFontMetrics metrics(bold);
        const QString name = metrics.elidedText(index.data().toString(), Qt::ElideMiddle, right - room.left() - 28);
        painter->drawText(
            QRect(room.left(), room.top(), right - room.left(), metrics.height()), Qt::AlignVCenter, name);
        if (index.data(ProfileModel::SafetyRole).toString() == QLatin1String("read-only"))
            paintIcon(painter,
                QRectF(room.left() + metrics.horizontalAdvance(name) + 8, room.top() + (metrics.height() - 13) / 2.0,
                    13, 13),
                QStringLiteral("lock"), t.textSecondary);
        painter->setFont(fontFor(FontRole::Small));
        painter->setPen(t.textSecondary);
        painter->drawText(room.adjusted(0, metrics.height() + 5, 0, 0), Qt::AlignLeft | Qt::AlignTop,
            painter->fontMetrics().elidedText(
                index.data(ProfileModel::DetailRole).toString(), Qt::ElideRight, room.width()));
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(t.accent, 2));
            painter->drawRect(rect.adjusted(1, 1, -1, -2));
        }
        painter->restore();
    }
};

} // namespace

ConnectionsPage::ConnectionsPage(ProfileStore store, SecretStore *secrets, ConnectionTester *tester, QWidget *parent)
    : QWidget(parent)
    , m_store(std::move(store))
    , m_secrets(secrets)
    , m_model(new ProfileModel(this))
    , m_proxy(new QSortFilterProxyModel(this))
    , m_list(new QListView)
    , m_filter(new QLineEdit)
    , m_keeper(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_editor(new ProfileEditor)
    , m_title(new TextLabel(FontRole::PanelTitle))
    , m_tag(new EnvironmentTag)
    , m_changes(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_remove(makeButton(tr("Remove"), QStringLiteral("trash-2"), "danger"))
    , m_discard(makeButton(tr("Discard")))
    , m_save(makeButton(tr("Save"), {}, "primary"))
    , m_test(new TestPanel(tester))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 11, 16, 12);
    layout->setSpacing(10);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Connections"), FontRole::PageTitle));
    head->addStretch();
    auto *add = makeButton(tr("New connection"), QStringLiteral("plus"));
    connect(add, &QPushButton::clicked, this, &ConnectionsPage::newConnection);
    head->addWidget(add);
    layout->addLayout(head);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(makeList());
    row->addWidget(makeEditor(), 1);
    m_test->setFixedWidth(314);
    row->addWidget(m_test);
    layout->addLayout(row, 1);

    connect(m_editor, &ProfileEditor::edited, this, &ConnectionsPage::updateFoot);
    connect(m_save, &QPushButton::clicked, this, &ConnectionsPage::save);
    connect(m_discard, &QPushButton::clicked, this, [this] { showProfile(m_shown); });
    connect(m_remove, &QPushButton::clicked, this, &ConnectionsPage::removeCurrent);
    connect(m_test, &TestPanel::testRequested, this, &ConnectionsPage::test);
    connect(m_test, &TestPanel::finished, this, &ConnectionsPage::testEnded);
    reload({});
    if (count() == 0)
        showProfile({});
}

QWidget *ConnectionsPage::makeList()
{
    auto *card = new Card;
    card->setFixedWidth(282);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(8, 7, 8, 7);
    m_filter->setPlaceholderText(tr("Filter connections"));
    m_filter->setAccessibleName(tr("Filter connections"));
    m_filter->addAction(icon(QStringLiteral("search"), IconColor::Secondary), QLineEdit::LeadingPosition);
    top->addWidget(m_filter);
    card->body()->addLayout(top);
    card->addLine();
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    m_list->setModel(m_proxy);
    m_list->setItemDelegate(new ProfileDelegate(m_list));
    m_list->setAccessibleName(tr("Connections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConnectionsPage::currentChanged);
    card->body()->addWidget(m_list, 1);
    card->addLine();
    m_keeper->setContentsMargins(12, 8, 12, 8);
    m_keeper->setText(m_secrets ? tr("Secrets: %1").arg(m_secrets->place()) : tr("Secrets: this session only"));
    card->body()->addWidget(m_keeper);
    return card;
}

QWidget *ConnectionsPage::makeEditor()
{
    auto *card = new Card;
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 8, 14, 8);
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addWidget(m_tag);
    head->addStretch();
    head->addWidget(m_remove);
    card->body()->addLayout(head);
    card->addLine();
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_editor);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    m_editor->setAutoFillBackground(false);
    card->body()->addWidget(scroll, 1);
    card->addLine();
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(14, 9, 14, 9);
    foot->setSpacing(8);
    m_changes->setWordWrap(true);
    foot->addWidget(m_changes, 1);
    foot->addWidget(m_discard);
    foot->addWidget(m_save);
    card->body()->addLayout(foot);
    return card;
}

int ConnectionsPage::count() const
{
    return m_model->rowCount();
}

QString ConnectionsPage::environment() const
{
    return m_shown.endpoint.environment;
}

bool ConnectionsPage::hasUnsavedChanges() const
{
    return !m_editor->changes().isEmpty();
}

void ConnectionsPage::reload(const QString &id)
{
    m_model->setProfiles(m_store.load());
    select(id.isEmpty() && m_model->rowCount() > 0 ? m_model->row(0).id : id);
    Q_EMIT profilesChanged();
}

void ConnectionsPage::select(const QString &id)
{
    const int row = m_model->rowOf(id);
    if (row >= 0)
        m_list->setCurrentIndex(m_proxy->mapFromSource(m_model->index(row, 0)));
}

void ConnectionsPage::currentChanged()
{
    const int row = m_proxy->mapToSource(m_list->currentIndex()).row();
    if (row < 0)
        return;
    // The list moves on at once; what was typed for another profile is not taken along.
    showProfile(m_model->row(row));
}

void ConnectionsPage::showProfile(const Profile &profile)
{
    const bool other = profile.id != m_shown.id;
    m_shown = profile;
    m_editor->setProfile(profile);
    m_editor->setSecretPlace({});
    if (other)
        m_test->reset();
    lookForSecret(profile);
    m_title->setText(profile.name().isEmpty() ? tr("New connection") : profile.name());
    m_tag->setEnvironment(profile.endpoint.environment);
    m_remove->setVisible(!profile.id.isEmpty());
    updateFoot();
    Q_EMIT environmentChanged();
}

void ConnectionsPage::newConnection()
{
    m_list->setCurrentIndex({});
    m_list->clearSelection();
    showProfile({});
    m_editor->address()->setFocus();
}

void ConnectionsPage::updateFoot()
{
    const QStringList changes = m_editor->changes();
    m_save->setEnabled(!changes.isEmpty() && !m_editor->name()->text().trimmed().isEmpty());
    m_discard->setEnabled(!changes.isEmpty());
    m_test->button()->setEnabled(!m_editor->address()->text().trimmed().isEmpty());
    if (changes.isEmpty())
        m_changes->setText(
            m_shown.id.isEmpty() ? tr("Enter an address. Godwit tests it and changes nothing there.") : QString());
    else if (m_editor->name()->text().trimmed().isEmpty())
        m_changes->setText(tr("The connection needs a name."));
    else
        m_changes->setText(tr("Not saved: %1").arg(changes.join(QStringLiteral(", "))));
}

void ConnectionsPage::save()
{
    if (!m_save->isEnabled())
        return;
    Profile profile = m_editor->profile();
    if (const auto saved = m_store.save(&profile); !saved) {
        m_changes->setText(saved.error().summary);
        return;
    }
    if (m_editor->secretTyped())
        keepSecrets(profile);
    m_shown = profile;
    reload(profile.id);
    showProfile(profile);
}

void ConnectionsPage::keepSecrets(const Profile &profile)
{
    const Secrets secrets = m_editor->secrets();
    m_session.insert(profile.id, secrets);
    if (!m_secrets)
        return;
    const QString key = profile.secretKey();
    QtConcurrent::run([store = m_secrets, key, secrets] {
        return store->write(key, secrets);
    }).then(this, [this](const Result<void> &written) {
        if (!written)
            m_changes->setText(tr("The password is kept for this session only: %1").arg(written.error().summary));
    });
}

void ConnectionsPage::lookForSecret(const Profile &profile)
{
    if (profile.id.isEmpty() || profile.endpoint.auth == AuthKind::None)
        return;
    if (m_session.contains(profile.id)) {
        m_editor->setSecretPlace(tr("this session"));
        return;
    }
    if (!m_secrets)
        return;
    QtConcurrent::run([store = m_secrets, key = profile.secretKey()] {
        return store->read(key).has_value();
    }).then(this, [this, id = profile.id](bool there) {
        if (there && m_shown.id == id)
            m_editor->setSecretPlace(tr("in keychain"));
    });
}

void ConnectionsPage::test()
{
    const Profile profile = m_editor->profile();
    const Secrets typed = m_editor->secretTyped() ? m_editor->secrets() : m_session.value(profile.id);
    const bool ask = typed.password.isEmpty() && typed.apiKey.isEmpty() && typed.bearer.isEmpty()
        && profile.endpoint.auth != AuthKind::None && !profile.id.isEmpty();
    m_test->test(profile.endpoint, [typed, ask, store = m_secrets, key = profile.secretKey()]() -> Secrets {
        if (!ask || !store)
            return typed;
        return store->read(key).value_or(Secrets());
    });
}

void ConnectionsPage::testEnded(const QString &version)
{
    if (version.isEmpty() || m_shown.id.isEmpty() || m_shown.lastSeen == version)
        return;
    m_shown.lastSeen = version;
    Profile saved = m_shown;
    if (m_store.save(&saved))
        m_model->setProfiles(m_store.load());
}

void ConnectionsPage::removeCurrent()
{
    QMessageBox question(QMessageBox::NoIcon, tr("Remove connection"),
        tr("Remove %1 (%2)? Its address and its saved password are forgotten. Nothing happens on the cluster.")
            .arg(m_shown.name(), m_shown.endpoint.url),
        QMessageBox::NoButton, this);
    auto *remove = makeButton(tr("Remove %1").arg(m_shown.name()), {}, "danger");
    question.addButton(remove, QMessageBox::DestructiveRole);
    question.setDefaultButton(question.addButton(tr("Keep"), QMessageBox::RejectRole));
    question.exec();
    if (question.clickedButton() != remove)
        return;
    if (const auto removed = m_store.remove(m_shown.id); !removed) {
        m_changes->setText(removed.error().summary);
        return;
    }
    m_session.remove(m_shown.id);
    if (m_secrets)
        static_cast<void>(QtConcurrent::run(
            [store = m_secrets, key = m_shown.secretKey()] { return store->remove(key).has_value(); }));
    reload({});
    if (count() == 0)
        newConnection();
}

void ConnectionsPage::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

} // namespace godwit
