// SPDX-FileCopyrightText: 2026 The Godwit authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profileeditor.h"

#include "models/addresstext.h"
#include "widgets/badges.h"
#include "widgets/godwitstyle.h"
#include "widgets/panels.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QStyleOption>
#include <QToolButton>
#include <QVBoxLayout>

namespace godwit {
namespace {

const QStringList environments{
    QStringLiteral("DEV"), QStringLiteral("TEST"), QStringLiteral("STAGING"), QStringLiteral("PROD")};
const QStringList safeties{QStringLiteral("read-only"), QStringLiteral("confirm"), QStringLiteral("free")};

//! One piece of a row of exclusive choices; a checked environment has its own colour.
class Segment final : public QToolButton
{
public:
    Segment(const QString &text, bool tagged) : m_tagged(tagged)
    {
        setText(text);
        setCheckable(true);
        setLook(this, "segment");
        setFocusPolicy(Qt::StrongFocus);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool on = isChecked();
        const QColor fill = on ? (m_tagged ? EnvironmentTag::fill(text()) : t.selection) : t.button;
        painter.setBrush(fill);
        painter.setPen(QPen(on && m_tagged ? fill : t.control, 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        QFont own = font();
        own.setWeight(on ? QFont::DemiBold : QFont::Normal);
        painter.setFont(own);
        const QColor ink = on && m_tagged ? EnvironmentTag::ink(text()) : t.text;
        painter.setPen(ink);
        // The tick says it in a grey print too.
        const int shift = on ? 9 : 0;
        painter.drawText(rect().adjusted(2 * shift, 0, 0, 0), Qt::AlignCenter, text());
        if (on)
            paintIcon(&painter, QRectF(9, (height() - 12) / 2.0, 12, 12), QStringLiteral("check"), ink);
    }
    QSize sizeHint() const override
    {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        return {QFontMetrics(bold).horizontalAdvance(text()) + 40, std::max(28, fontMetrics().height() + 10)};
    }

private:
    bool m_tagged;
};

QLabel *hint(const QString &text)
{
    auto *label = new TextLabel(text, FontRole::Small, TextColor::Secondary);
    label->setWordWrap(true);
    return label;
}

QWidget *withHint(QWidget *field, QLabel *text)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(field);
    layout->addWidget(text);
    return box;
}

} // namespace

ProfileEditor::ProfileEditor(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_name(new QLineEdit)
    , m_address(new QLineEdit)
    , m_product(new QComboBox)
    , m_environment(new QButtonGroup(this))
    , m_safety(new QButtonGroup(this))
    , m_signIn(new QComboBox)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_key(new QLineEdit)
    , m_place(new TextLabel(FontRole::Small, TextColor::Secondary))
    , m_trust(new QComboBox)
    , m_caFile(new QLineEdit)
    , m_fingerprint(new QLineEdit)
    , m_proxy(new QComboBox)
    , m_proxyAddress(new QLineEdit)
    , m_passwordRow(new QWidget)
    , m_caRow(nullptr)
{
    m_product->addItems({tr("Recognise it"), tr("Elasticsearch"), tr("OpenSearch")});
    m_signIn->addItems({tr("None"), tr("User and password"), tr("API key"), tr("Bearer token")});
    m_trust->addItems({tr("As the system"), tr("Own CA file"), tr("Fingerprint")});
    m_proxy->addItems({tr("As the system"), tr("None"), tr("Manual")});
    for (QLineEdit *edit : {m_password, m_key})
        edit->setEchoMode(QLineEdit::Password);
    for (QLineEdit *edit : {m_address, m_user, m_fingerprint, m_caFile, m_proxyAddress})
        edit->setFont(fontFor(FontRole::Code));
    m_fingerprint->setPlaceholderText(tr("SHA-256 of the server's certificate"));
    m_proxyAddress->setPlaceholderText(QStringLiteral("http://proxy.example:3128"));
    m_address->setPlaceholderText(QStringLiteral("https://host:9200"));
    makeForm();
    for (QLineEdit *edit : {m_name, m_address, m_user, m_password, m_key, m_caFile, m_fingerprint, m_proxyAddress})
        connect(edit, &QLineEdit::textChanged, this, [this] { Q_EMIT edited(); });
    for (QComboBox *box : {m_product, m_signIn, m_trust, m_proxy})
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            updateVisibility();
            Q_EMIT edited();
        });
    for (QButtonGroup *group : {m_environment, m_safety})
        connect(group, &QButtonGroup::idClicked, this, [this] { Q_EMIT edited(); });
    connect(m_address, &QLineEdit::editingFinished, this, &ProfileEditor::takeAddress);
    // A pasted secret must not stay readable until the field is left.
    connect(m_address, &QLineEdit::textEdited, this, [this](const QString &text) {
        // More than a key's worth at once was pasted.
        const bool pasted = text.size() > m_addressLength + 1;
        m_addressLength = text.size();
        const AddressParts parts = pasted ? parseAddress(text) : AddressParts();
        if (parts.understood && (!parts.password.isEmpty() || !parts.apiKey.isEmpty() || !parts.caFile.isEmpty()))
            takeAddress();
    });
    updateVisibility();
}

void ProfileEditor::addField(const QString &text, QWidget *field, QWidget *buddy)
{
    auto *label = new TextLabel(text, FontRole::Body, TextColor::Secondary);
    label->setBuddy(buddy ? buddy : field);
    label->setFixedHeight(std::max(28, label->fontMetrics().height() + 10));
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QWidget *target = buddy ? buddy : field;
    if (target->accessibleName().isEmpty())
        target->setAccessibleName(text);
    m_form->addRow(label, field);
}

QWidget *ProfileEditor::makeSegments(
    QButtonGroup *group, const QStringList &names, const QString &what, const QString &look)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    group->setExclusive(true);
    for (int i = 0; i < names.size(); ++i) {
        auto *button = new Segment(names.at(i), look == QLatin1String("tag"));
        button->setAccessibleName(QString(what + u' ' + names.at(i)));
        group->addButton(button, i);
        layout->addWidget(button);
    }
    layout->addStretch();
    return row;
}

void ProfileEditor::makeForm()
{
    m_form->setContentsMargins(14, 12, 14, 12);
    m_form->setHorizontalSpacing(10);
    m_form->setVerticalSpacing(8);
    m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignTop);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addField(tr("Name"), m_name);
    addField(tr("Address"), withHint(m_address, hint(tr("Paste a URL or a curl line: the fields fill themselves."))),
        m_address);
    addField(tr("Product"), m_product);
    addField(tr("Environment"), makeSegments(m_environment, environments, tr("Environment"), QStringLiteral("tag")));
    addField(tr("Safety"),
        withHint(makeSegments(m_safety, {tr("Read only"), tr("Confirm"), tr("Free")}, tr("Safety"), {}),
            hint(tr("Read only: write requests are refused inside the connector."))));
    m_form->addRow(makeLine(Qt::Horizontal));
    addField(tr("Sign-in"), m_signIn);
    addField(tr("User"), m_user);
    auto *row = new QHBoxLayout(m_passwordRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_password, 1);
    row->addWidget(m_place);
    QAction *reveal
        = m_password->addAction(icon(QStringLiteral("eye"), IconColor::Secondary), QLineEdit::TrailingPosition);
    reveal->setCheckable(true);
    reveal->setText(tr("Show password"));
    connect(reveal, &QAction::toggled, m_password,
        [this](bool on) { m_password->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password); });
    addField(tr("Password"), m_passwordRow, m_password);
    addField(tr("Key"), m_key);
    m_form->addRow(makeLine(Qt::Horizontal));
    addField(tr("TLS trust"), m_trust);
    m_caRow = fileRow(m_caFile, tr("Choose CA file"));
    addField(tr("CA file"), m_caRow, m_caFile);
    addField(tr("Fingerprint"), m_fingerprint);
    addField(tr("Proxy"), m_proxy);
    addField(tr("Proxy address"), m_proxyAddress);
}

QWidget *ProfileEditor::fileRow(QLineEdit *edit, const QString &title)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(edit, 1);
    auto *choose = makeButton(tr("Choose…"));
    choose->setAccessibleName(title);
    layout->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, [this, edit, title] { chooseFile(edit, title); });
    return row;
}

void ProfileEditor::chooseFile(QLineEdit *edit, const QString &title)
{
    const QString path = QFileDialog::getOpenFileName(
        this, title, edit->text(), tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    if (!path.isEmpty())
        edit->setText(path);
}

void ProfileEditor::setRowVisible(QWidget *field, bool visible)
{
    field->setVisible(visible);
    if (QWidget *label = m_form->labelForField(field))
        label->setVisible(visible);
}

void ProfileEditor::updateVisibility()
{
    const auto auth = static_cast<AuthKind>(m_signIn->currentIndex());
    setRowVisible(m_user, auth == AuthKind::Basic);
    setRowVisible(m_passwordRow, auth == AuthKind::Basic);
    setRowVisible(m_key, auth == AuthKind::ApiKey || auth == AuthKind::Bearer);
    setRowVisible(m_caRow, m_trust->currentIndex() == 1);
    setRowVisible(m_fingerprint, m_trust->currentIndex() == 2);
    setRowVisible(m_proxyAddress, m_proxy->currentIndex() == 2);
}

void ProfileEditor::takeAddress()
{
    const AddressParts parts = parseAddress(m_address->text());
    if (!parts.understood || m_loading)
        return;
    if (m_address->text() != parts.url)
        m_address->setText(parts.url);
    if (!parts.user.isEmpty()) {
        m_signIn->setCurrentIndex(static_cast<int>(AuthKind::Basic));
        m_user->setText(parts.user);
        m_password->setText(parts.password);
    } else if (!parts.apiKey.isEmpty()) {
        m_signIn->setCurrentIndex(static_cast<int>(AuthKind::ApiKey));
        m_key->setText(parts.apiKey);
    }
    if (!parts.caFile.isEmpty()) {
        m_trust->setCurrentIndex(1);
        m_caFile->setText(parts.caFile);
    }
    if (m_name->text().isEmpty())
        m_name->setText(QUrl(parts.url).host());
}

void ProfileEditor::setProfile(const Profile &profile)
{
    m_loading = true;
    m_original = profile;
    const Endpoint &e = profile.endpoint;
    m_name->setText(e.profile);
    m_address->setText(e.url);
    m_product->setCurrentIndex(std::min(static_cast<int>(e.product), 2));
    for (QButtonGroup *group : {m_environment, m_safety}) {
        group->setExclusive(false);
        for (QAbstractButton *button : group->buttons())
            button->setChecked(false);
        group->setExclusive(true);
    }
    if (QAbstractButton *button = m_environment->button(static_cast<int>(environments.indexOf(e.environment))))
        button->setChecked(true);
    const int safety = static_cast<int>(safeties.indexOf(e.safety));
    m_safety->button(safety < 0 ? 2 : safety)->setChecked(true);
    m_signIn->setCurrentIndex(static_cast<int>(e.auth));
    m_user->setText(e.user);
    m_password->clear();
    m_key->clear();
    m_trust->setCurrentIndex(!e.caFile.isEmpty() ? 1 : !e.fingerprint.isEmpty() ? 2 : 0);
    m_caFile->setText(e.caFile);
    m_fingerprint->setText(e.fingerprint);
    const bool manual = !e.proxy.isEmpty() && e.proxy != QLatin1String("system") && e.proxy != QLatin1String("none");
    m_proxy->setCurrentIndex(manual ? 2 : e.proxy == QLatin1String("none") ? 1 : 0);
    m_proxyAddress->setText(manual ? e.proxy : QString());
    updateVisibility();
    m_loading = false;
    Q_EMIT edited();
}

Profile ProfileEditor::profile() const
{
    Profile profile = m_original;
    Endpoint &e = profile.endpoint;
    e.profile = m_name->text().trimmed();
    const AddressParts parts = parseAddress(m_address->text());
    e.url = parts.understood ? parts.url : m_address->text().trimmed();
    e.product = static_cast<Product>(m_product->currentIndex());
    e.environment = environments.value(m_environment->checkedId());
    e.safety = safeties.value(m_safety->checkedId() < 0 ? 2 : m_safety->checkedId());
    e.auth = static_cast<AuthKind>(m_signIn->currentIndex());
    e.user = e.auth == AuthKind::Basic ? m_user->text().trimmed() : QString();
    e.caFile = m_trust->currentIndex() == 1 ? m_caFile->text().trimmed() : QString();
    e.fingerprint = m_trust->currentIndex() == 2 ? m_fingerprint->text().trimmed() : QString();
    e.proxy = m_proxy->currentIndex() == 1 ? QStringLiteral("none")
        : m_proxy->currentIndex() == 2     ? m_proxyAddress->text().trimmed()
                                           : QString();
    return profile;
}

Secrets ProfileEditor::secrets() const
{
    Secrets secrets;
    const auto auth = static_cast<AuthKind>(m_signIn->currentIndex());
    if (auth == AuthKind::Basic)
        secrets.password = m_password->text();
    else if (auth == AuthKind::ApiKey)
        secrets.apiKey = m_key->text();
    else if (auth == AuthKind::Bearer)
        secrets.bearer = m_key->text();
    return secrets;
}

bool ProfileEditor::secretTyped() const
{
    return !m_password->text().isEmpty() || !m_key->text().isEmpty();
}

void ProfileEditor::setSecretPlace(const QString &text)
{
    m_place->setText(text);
    m_place->setVisible(!text.isEmpty());
    m_password->setPlaceholderText(text.isEmpty() ? QString() : tr("unchanged"));
    m_key->setPlaceholderText(text.isEmpty() ? QString() : tr("unchanged"));
}

QStringList ProfileEditor::changes() const
{
    const Endpoint now = profile().endpoint;
    const Endpoint &was = m_original.endpoint;
    QStringList names;
    const auto note = [&names](bool changed, const QString &name) {
        if (changed)
            names.append(name);
    };
    note(now.profile != was.profile, tr("Name"));
    note(now.url != was.url, tr("Address"));
    note(now.product != was.product, tr("Product"));
    note(now.environment != was.environment, tr("Environment"));
    note(now.safety != (was.safety.isEmpty() ? QStringLiteral("free") : was.safety), tr("Safety"));
    note(now.auth != was.auth, tr("Sign-in"));
    note(now.user != was.user, tr("User"));
    note(secretTyped(), tr("Password"));
    note(now.caFile != was.caFile || now.fingerprint != was.fingerprint, tr("TLS trust"));
    note(now.proxy != was.proxy, tr("Proxy"));
    return names;
}

} // namespace godwit
