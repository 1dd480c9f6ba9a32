// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/connectionspage.h"

#include "models/profilemodel.h"
#include "models/profilesecrets.h"
#include "widgets/badges.h"
#include "widgets/columnscroll.h"
#include "widgets/panes.h"
#include "widgets/profiledelegate.h"
#include "widgets/profileeditor.h"
#include "widgets/testpanel.h"
#include "widgets/undobar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace godwit {

ConnectionsPage::ConnectionsPage(ProfileStore store, SecretStore *secrets, ConnectionTester *tester, QWidget *parent)
    : QWidget(parent)
    , m_store(std::move(store))
    , m_secrets(new ProfileSecrets(secrets, this))
    , m_model(new ProfileModel(this))
    , m_proxy(new QSortFilterProxyModel(this))
    , m_list(new QListView)
    , m_filter(new QLineEdit)
    , m_nothing(new TextLabel(FontRole::Body, TextColor::Secondary))
    , m_keeper(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_editor(new ProfileEditor)
    , m_title(new TextLabel(FontRole::PanelTitle))
    , m_tag(new EnvironmentTag)
    , m_changes(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_export(makeButton(tr("Export…")))
    , m_duplicate(makeButton(tr("Duplicate"), QStringLiteral("copy")))
    , m_more(new QToolButton)
    , m_discard(makeButton(tr("Discard")))
    , m_save(makeButton(tr("Save"), {}, "primary"))
    , m_test(new TestPanel(tester))
    , m_undo(new UndoBar)
{
    setAcceptDrops(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 11, 16, 12);
    layout->setSpacing(10);
    layout->addLayout(makeHead());
    auto *panes = new Panes;
    panes->addSide(makeList(), 266);
    panes->addMain(makeEditor());
    panes->addSide(m_test, 314);
    layout->addWidget(panes, 1);
    layout->addWidget(m_undo);
    makeMenu();
    connectParts();
    reload({});
    if (count() == 0)
        showProfile({});
    m_secrets->probe();
}

ConnectionsPage::~ConnectionsPage() = default;

QLayout *ConnectionsPage::makeHead()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new TextLabel(tr("Connections"), FontRole::PageTitle));
    head->addStretch();
    auto *import = makeButton(tr("Import…"), QStringLiteral("download"));
    import->setToolTip(tr("Read connections from a file; it can also be dropped here"));
    m_export->setToolTip(tr("Write all connections into a file, without secrets"));
    auto *add = makeButton(tr("New connection"), QStringLiteral("plus"));
    for (QPushButton *button : {import, m_export, add})
        head->addWidget(button);
    connect(import, &QPushButton::clicked, this, &ConnectionsPage::askForImport);
    connect(m_export, &QPushButton::clicked, this, &ConnectionsPage::askForExport);
    connect(add, &QPushButton::clicked, this, &ConnectionsPage::newConnection);
    return head;
}

void ConnectionsPage::connectParts()
{
    connect(m_editor, &ProfileEditor::edited, this, [this] {
        updateFoot();
        if (m_tag->environment() == environment())
            return;
        m_tag->setEnvironment(environment());
        Q_EMIT environmentChanged();
    });
    connect(m_editor, &ProfileEditor::revealRequested, this, [this] {
        m_secrets->fetch(m_shown, this, [this, id = m_shown.id](const Secrets &secrets) {
            if (m_shown.id == id)
                m_editor->showSecret(secrets);
        });
    });
    connect(m_save, &QPushButton::clicked, this, &ConnectionsPage::save);
    connect(m_discard, &QPushButton::clicked, this, &ConnectionsPage::discard);
    connect(m_duplicate, &QPushButton::clicked, this, &ConnectionsPage::duplicateCurrent);
    connect(m_test, &TestPanel::testRequested, this, &ConnectionsPage::test);
    connect(m_test, &TestPanel::finished, this,
        [this](const Endpoint &endpoint, const ProfileHealth &health, const QString &server) {
            testEnded({endpoint, health, server});
        });
    connect(m_test, &TestPanel::pinRequested, m_editor, &ProfileEditor::pin);
    // Later: the rows must not move while they are being dropped.
    connect(m_model, &ProfileModel::orderDropped, this, &ConnectionsPage::saveOrder, Qt::QueuedConnection);
    connect(m_secrets, &ProfileSecrets::found, this, &ConnectionsPage::secretFound);
    connect(m_secrets, &ProfileSecrets::proxyFound, this, [this](const QString &id, const QString &where) {
        if (m_shown.id == id)
            m_editor->setProxySecretPlace(where);
    });
    connect(m_secrets, &ProfileSecrets::placeChanged, this, &ConnectionsPage::updateKeeper);
    updateKeeper();
}

QWidget *ConnectionsPage::makeList()
{
    auto *card = new Card;
    auto *top = new QHBoxLayout;
    top->setContentsMargins(8, 7, 8, 7);
    m_filter->setPlaceholderText(tr("Filter connections"));
    m_filter->setAccessibleName(tr("Filter connections"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("search"), IconColor::Secondary), QLineEdit::LeadingPosition);
    top->addWidget(m_filter);
    card->body()->addLayout(top);
    card->addLine();
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterRole(ProfileModel::SearchRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_proxy);
    m_list->setItemDelegate(new ProfileDelegate(m_list));
    m_list->setAccessibleName(tr("Connections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(12, 10, 12, 10);
    m_nothing->hide();
    card->body()->addWidget(m_nothing);
    card->body()->addWidget(m_list, 1);
    card->addLine();
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 8, 12, 8);
    foot->setSpacing(7);
    auto *key = new QLabel;
    key->setPixmap(icon(QStringLiteral("key-round"), IconColor::Secondary).pixmap(QSize(13, 13), devicePixelRatioF()));
    foot->addWidget(key);
    m_keeper->setWordWrap(true);
    foot->addWidget(m_keeper, 1);
    card->body()->addLayout(foot);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConnectionsPage::currentChanged);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text);
        m_nothing->setText(tr("No connection matches \"%1\".").arg(text));
        m_nothing->setVisible(m_proxy->rowCount() == 0 && !text.isEmpty());
    });
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
    head->addWidget(m_duplicate);
    head->addWidget(m_more);
    card->body()->addLayout(head);
    card->addLine();
    auto *scroll = new ColumnScroll(m_editor, 200);
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

void ConnectionsPage::makeMenu()
{
    m_more->setIcon(icon(QStringLiteral("ellipsis")));
    m_more->setAccessibleName(tr("More about this connection"));
    m_more->setToolTip(m_more->accessibleName());
    m_more->setFixedSize(28, 28);
    auto *menu = new QMenu(m_more);
    connect(m_more, &QToolButton::clicked, this,
        [this, menu] { menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + 2))); });
    QAction *duplicate = menu->addAction(tr("Duplicate"), this, &ConnectionsPage::duplicateCurrent);
    QAction *up = menu->addAction(tr("Move up"), this, [this] { moveCurrent(-1); });
    QAction *down = menu->addAction(tr("Move down"), this, [this] { moveCurrent(1); });
    menu->addSeparator();
    QAction *remove = menu->addAction(
        icon(QStringLiteral("trash-2"), IconColor::Error), tr("Remove"), this, &ConnectionsPage::removeCurrent);
    up->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Up));
    down->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
    remove->setShortcut(QKeySequence(Qt::Key_Delete));
    for (QAction *action : {up, down, remove}) {
        action->setShortcutContext(Qt::WidgetShortcut); // only where the list has the keyboard
        m_list->addAction(action);
    }
    m_own = {duplicate, up, down, remove};
}

bool ConnectionsPage::showsSaved() const
{
    return !m_shown.id.isEmpty();
}

int ConnectionsPage::count() const
{
    return m_model->rowCount();
}

QString ConnectionsPage::environment() const
{
    return m_editor->profile().endpoint.environment;
}

bool ConnectionsPage::hasUnsavedChanges() const
{
    return !m_editor->changes().isEmpty() || !m_drafts.isEmpty();
}

void ConnectionsPage::refresh()
{
    m_model->setProfiles(m_store.load());
    m_export->setEnabled(count() > 0);
    Q_EMIT profilesChanged();
}

void ConnectionsPage::reload(const QString &id)
{
    m_model->setProfiles(m_store.load());
    select(id.isEmpty() && m_model->rowCount() > 0 ? m_model->row(0).id : id);
    m_export->setEnabled(count() > 0);
    Q_EMIT profilesChanged();
}

void ConnectionsPage::select(const QString &id)
{
    const int row = m_model->rowOf(id);
    if (row < 0)
        return;
    if (!m_proxy->mapFromSource(m_model->index(row, 0)).isValid())
        m_filter->clear();
    m_list->setCurrentIndex(m_proxy->mapFromSource(m_model->index(row, 0)));
}

void ConnectionsPage::selectByName(const QString &name)
{
    for (const Profile &profile : m_model->rows()) {
        if (profile.name() != name)
            continue;
        select(profile.id);
        m_editor->address()->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (const auto found = m_store.byName(name); !found)
        m_undo->tell(found.error().summary);
}

void ConnectionsPage::currentChanged()
{
    const int row = m_proxy->mapToSource(m_list->currentIndex()).row();
    // A filter moves the current row too; the form stays with what it shows.
    if (row < 0 || m_switching || m_model->row(row).id == m_shown.id)
        return;
    keepDraft();
    showProfile(m_model->row(row));
}

//! What was typed for another profile is not lost: it is there again when one comes back.
void ConnectionsPage::keepDraft()
{
    if (m_editor->changes().isEmpty())
        m_drafts.remove(m_shown.id);
    else
        m_drafts.insert(m_shown.id, {m_editor->profile(), typedSecrets()});
}

//! A secret that was only shown is not typed.
Secrets ConnectionsPage::typedSecrets() const
{
    Secrets typed = m_editor->secretTyped() ? m_editor->secrets() : Secrets();
    typed.proxyPassword = m_editor->secrets().proxyPassword;
    return typed;
}

void ConnectionsPage::showProfile(const Profile &profile)
{
    const bool other = profile.id != m_shown.id;
    m_shown = profile;
    QStringList names;
    for (const Profile &known : m_model->rows()) {
        if (known.id != profile.id)
            names.append(known.name());
    }
    m_editor->setOtherNames(names);
    m_editor->setProfile(profile);
    m_editor->setSecretPlace({});
    m_editor->setProxySecretPlace({});
    if (const auto draft = m_drafts.constFind(profile.id); draft != m_drafts.cend()) {
        m_editor->setDraft(draft->profile);
        m_editor->password()->setText(draft->secrets.password + draft->secrets.apiKey + draft->secrets.bearer);
        m_editor->proxyPassword()->setText(draft->secrets.proxyPassword);
        m_drafts.erase(draft);
    }
    if (other || profile.id.isEmpty()) {
        m_test->reset();
        m_tested = {};
    }
    m_test->setPinned(profile.pinned);
    m_secrets->look(profile);
    m_title->setText(profile.name().isEmpty() ? tr("New connection") : profile.name());
    m_tag->setEnvironment(environment());
    m_duplicate->setVisible(!profile.id.isEmpty());
    m_more->setVisible(!profile.id.isEmpty());
    updateFoot();
    Q_EMIT environmentChanged();
}

void ConnectionsPage::newConnection()
{
    keepDraft();
    m_list->setCurrentIndex({});
    m_list->clearSelection();
    showProfile({});
    m_editor->address()->setFocus();
}

void ConnectionsPage::discard()
{
    m_drafts.remove(m_shown.id);
    showProfile(m_shown);
}

void ConnectionsPage::updateFoot()
{
    const QStringList changes = m_editor->changes();
    m_save->setEnabled(!changes.isEmpty());
    m_discard->setEnabled(!changes.isEmpty());
    if (!m_test->running())
        m_test->button()->setEnabled(!m_editor->address()->text().trimmed().isEmpty());
    if (!changes.isEmpty())
        m_changes->setText(tr("Not saved: %1").arg(changes.join(QStringLiteral(", "))));
    else
        m_changes->setText(
            m_shown.id.isEmpty() ? tr("Enter an address. Godwit tests it and changes nothing there.") : QString());
}

void ConnectionsPage::updateKeeper()
{
    m_keeper->setText(m_secrets->lasting() ? tr("Secrets: %1").arg(m_secrets->place())
                                           : tr("Secrets: this session only, no keychain found"));
    m_editor->setSecretsLast(m_secrets->lasting());
}

void ConnectionsPage::secretFound(const QString &id, const QString &where)
{
    if (m_shown.id == id)
        m_editor->setSecretPlace(where);
}

void ConnectionsPage::setRevealAllowed(bool allowed)
{
    m_editor->setRevealAllowed(allowed);
}

void ConnectionsPage::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

} // namespace godwit
