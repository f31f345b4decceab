"""Who may open which address; docs/reference/rights.md says the same in words."""

from uuid import UUID

from tests.faces.right import (
    ADMINISTRATOR,
    DIRECTORY_TEAM,
    EDITORS,
    EVERYONE,
    MEMBERS,
    NOBODY,
    OWNER,
    PUBLIC,
    SIGNED_IN,
    TEAM,
    Right,
    thing,
    token,
)
from tests.faces.rights_calls import CALLS
from tests.faces.rights_of_introductions import INTRODUCTIONS
from tests.faces.rights_of_juries import COHORTS, JURIES
from tests.faces.rights_of_needs import NEEDS
from tests.faces.rights_of_network import NETWORK
from tests.faces.rights_of_suggestions import SUGGESTIONS


def by_slug(things):
    """Organisation pages."""
    return {"slug": things.organisation.slug}


ACCOUNT = Right(SIGNED_IN)
CAMPUS_TEAM = Right(TEAM)
CAMPUS_ADMINISTRATOR = Right(ADMINISTRATOR)


def by_member(things):
    """An account, in the pages of roles."""
    return {"user_id": things.asker.pk}


def by_role(things):
    """An account and a role."""
    return {"user_id": things.asker.pk, "role": "reviewer"}


def by_site(things):
    """A site of the campus."""
    return {"slug": things.site.slug}


def by_project_run(things):
    """An import of projects."""
    return {"run_id": things.project_run.pk}


def by_line(things):
    """A line of an import."""
    return {"run_id": things.run.pk, "change_id": things.line.pk}


def by_mapping(things):
    """The number of a saved mapping."""
    return {"mapping_id": things.mapping.pk}


def by_run(things):
    """The number of an import."""
    return {"run_id": things.run.pk}


def by_job(things):
    """A job that neither of the accounts of the matrix asked for."""
    return {"job_id": things.job.pk}


def by_mail(things):
    """A mail to somebody else."""
    return {"mail_id": things.mail.pk}


def fixed(**values):
    """The same arguments for both scopes."""
    return lambda _things: values


UNKNOWN = UUID(int=0)

OPEN = dict.fromkeys(
    (
        "home:home",
        "ops:healthz",
        "design:gallery",
        "privacy:privacy",
        "privacy:legal",
        "campus_settings:stylesheet",
        "map:france",
        "map:ground",
        "map:points",
        "territories:index",
        "calls:calls",
        "calls:deadlines",
        "seo:robots",
        "seo:sitemap",
        "account_login",
        "account_signup",
        "account_signup_by_passkey",
        "account_inactive",
        "account_request_login_code",
        "account_reset_password",
        "account_password_reset_completed",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
    ),
    PUBLIC,
)

OWN_ACCOUNT = dict.fromkeys(
    (
        "dashboard:dashboard",
        "account:account",
        "account:security",
        "account:sessions",
        "account:data",
        "account:erase",
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
        "account_reauthenticate_by_code",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "socialaccount_connections",
    ),
    ACCOUNT,
)

TERRITORIES = {
    "map:region": Right(EVERYONE, arguments=lambda t: {"slug": t.region.slug}),
    "map:department": Right(EVERYONE, arguments=lambda t: {"slug": t.department.slug}),
    "territories:region": Right(EVERYONE, arguments=lambda t: {"slug": t.region.slug}),
    "territories:department": Right(EVERYONE, arguments=lambda t: {"slug": t.department.slug}),
    "territories:commune": Right(EVERYONE, arguments=lambda t: {"code": t.commune.code, "slug": "paris"}),
    "imports:sources": PUBLIC,
    "seo:sitemap_page": Right(EVERYONE, arguments=fixed(name="site", number=1)),
}

FOUNDATIONS = {
    "jobs:jobs": CAMPUS_TEAM,
    "jobs:job": Right(TEAM, arguments=by_job),
    "jobs:cancel": Right(TEAM, arguments=by_job, method="post"),
    "jobs:retry": Right(TEAM, arguments=by_job, method="post"),
    "mails:mails": CAMPUS_ADMINISTRATOR,
    "mails:mail": Right(ADMINISTRATOR, arguments=by_mail),
    "mails:retry": Right(ADMINISTRATOR, arguments=by_mail, method="post"),
    "demo_mails:inbox": Right(NOBODY, sign_in=False),
    "demo_mails:mail": Right(NOBODY, arguments=by_mail, sign_in=False),
    "activity:activity": CAMPUS_ADMINISTRATOR,
    "activity:export": CAMPUS_ADMINISTRATOR,
    "own_activity:activity": ACCOUNT,
}

CAMPUS = {
    "campus_settings:settings": CAMPUS_ADMINISTRATOR,
    "campus_settings:founding": CAMPUS_ADMINISTRATOR,
    "campus_settings:sites": Right(frozenset({"site", "administrator"})),
    "campus_settings:site_new": Right(frozenset({"site", "administrator"})),
    "campus_settings:site": Right(frozenset({"site", "administrator"}), arguments=by_site),
    "imports:imports": CAMPUS_TEAM,
    "imports:run": Right(TEAM, arguments=by_run),
    "imports:apply": Right(TEAM, arguments=by_run, method="post"),
    "imports:discard": Right(TEAM, arguments=by_run, method="post"),
    "imports:cancel": Right(TEAM, arguments=by_run, method="post"),
    "imports:roll_back": Right(TEAM, arguments=by_run),
    "imports:tables": Right(TEAM),
    "imports:table": Right(TEAM, arguments=by_mapping),
    "imports:projects": Right(TEAM),
    "imports:project_run": Right(TEAM, arguments=by_project_run),
    "imports:project_apply": Right(TEAM, arguments=by_project_run, method="post"),
    "imports:project_discard": Right(TEAM, arguments=by_project_run, method="post"),
    "imports:project_cancel": Right(TEAM, arguments=by_project_run, method="post"),
    "imports:project_roll_back": Right(TEAM, arguments=by_project_run),
    "imports:table_rename": Right(TEAM, arguments=by_mapping),
    "imports:table_remove": Right(TEAM, arguments=by_mapping),
    "imports:changes": Right(TEAM, arguments=by_run),
    "imports:judge": Right(TEAM, arguments=by_line, method="post"),
    "imports:changes_file": Right(TEAM, arguments=lambda t: {"run_id": t.run.pk, "kind": "csv"}),
    "quality:quality": CAMPUS_TEAM,
    "quality:export": CAMPUS_TEAM,
    "members:members": CAMPUS_ADMINISTRATOR,
    "members:invite": Right(ADMINISTRATOR, method="post"),
    "members:member": Right(ADMINISTRATOR, arguments=by_member),
    "members:grant": Right(ADMINISTRATOR, arguments=by_role, method="post"),
    "members:revoke": Right(ADMINISTRATOR, arguments=by_role, method="post"),
    "members:deactivate": Right(ADMINISTRATOR, arguments=by_member, method="post"),
    "members:reactivate": Right(ADMINISTRATOR, arguments=by_member, method="post"),
}

DIRECTORY = {
    "directory:organisation": Right(EVERYONE, arguments=by_slug),
    "directory:person": Right(EVERYONE, arguments=lambda t: {"slug": t.person.slug}),
    "projects:project": Right(EVERYONE, arguments=lambda t: {"slug": t.project.slug}),
    "projects:partners": Right(EVERYONE, arguments=by_slug),
}


def written_by(actors, own, *, post=False, **keys):
    """A page of an organisation on which something is written; `keys` name the thing behind each further argument."""

    def arguments(things):
        found = {name: getattr(things, thing).pk for name, thing in keys.items()}
        return {"slug": things.organisation.slug, **found}

    return Right(actors, own, arguments, "post" if post else "get")


def of_person(actors, own=NOBODY, *, post=False):
    """A page of a person."""
    return Right(actors, own, lambda things: {"slug": things.person.slug}, "post" if post else "get")


def by_theme(things):
    """A theme."""
    return {"code": things.theme.code}


TOPICS = {
    "topics:themes": CAMPUS_ADMINISTRATOR,
    "topics:theme_new": CAMPUS_ADMINISTRATOR,
    "topics:theme": Right(ADMINISTRATOR, arguments=by_theme),
    "topics:theme_move": Right(ADMINISTRATOR, arguments=by_theme, method="post"),
    "topics:theme_active": Right(ADMINISTRATOR, arguments=by_theme, method="post"),
    "topics:sectors": CAMPUS_TEAM,
}

WRITING = {
    "directory_edit:mine": ACCOUNT,
    "directory_edit:sectors": ACCOUNT,
    "directory_edit:claim_withdraw": thing("claim", NOBODY, post=True),
    "directory_edit:correction_withdraw": thing("correction", NOBODY, post=True),
    "directory_edit:person_claim_withdraw": thing("person_claim", NOBODY, post=True),
    "directory_edit:invitation": Right(NOBODY, arguments=token, sign_in=False),
    "directory_edit:new": Right(DIRECTORY_TEAM),
    "directory_edit:claims": Right(DIRECTORY_TEAM),
    "directory_edit:claim": thing("claim", DIRECTORY_TEAM),
    "directory_edit:campus_corrections": Right(DIRECTORY_TEAM),
    "directory_edit:person_claims": Right(DIRECTORY_TEAM),
    "directory_edit:person_claim": thing("person_claim", DIRECTORY_TEAM, OWNER),
    "directory_edit:person": of_person(DIRECTORY_TEAM, EDITORS),
    "directory_edit:person_remove": of_person(DIRECTORY_TEAM, EDITORS),
    "directory_edit:person_unlink": of_person(NOBODY, post=True),
    "directory_edit:this_is_me": of_person(SIGNED_IN),
    "directory_edit:claim_ask": written_by(SIGNED_IN, NOBODY),
    "directory_edit:suggest": written_by(SIGNED_IN, NOBODY),
    "directory_edit:confirm": written_by(DIRECTORY_TEAM, EDITORS, post=True),
    "directory_edit:close": written_by(DIRECTORY_TEAM, EDITORS),
    "directory_edit:history": written_by(TEAM, MEMBERS),
    "directory_edit:corrections": written_by(DIRECTORY_TEAM, OWNER),
    "directory_edit:correction": written_by(DIRECTORY_TEAM, OWNER, pk="correction"),
    "directory_edit:access": written_by(DIRECTORY_TEAM, OWNER),
    "directory_edit:access_change": written_by(DIRECTORY_TEAM, OWNER, post=True, pk="access"),
    "directory_edit:access_remove": written_by(DIRECTORY_TEAM, OWNER, pk="access"),
    "directory_edit:invitation_resend": written_by(DIRECTORY_TEAM, OWNER, post=True, pk="invitation"),
    "directory_edit:invitation_revoke": written_by(DIRECTORY_TEAM, OWNER, post=True, pk="invitation"),
    "directory_edit:members": written_by(DIRECTORY_TEAM, EDITORS),
    "directory_edit:member_add": written_by(DIRECTORY_TEAM, EDITORS),
    "directory_edit:membership": written_by(DIRECTORY_TEAM, EDITORS, pk="membership"),
    "directory_edit:membership_end": written_by(DIRECTORY_TEAM, EDITORS, post=True, pk="membership"),
    "directory_edit:membership_remove": written_by(DIRECTORY_TEAM, EDITORS, pk="membership"),
    "directory_edit:edit": written_by(DIRECTORY_TEAM, EDITORS),
    "directory_edit:section": Right(
        DIRECTORY_TEAM, EDITORS, lambda things: {"slug": things.organisation.slug, "name": "who"}
    ),
    "directory_edit:family": written_by(DIRECTORY_TEAM, EDITORS),
    "directory_edit:family_add": written_by(DIRECTORY_TEAM, EDITORS, post=True),
    "directory_edit:family_remove": written_by(DIRECTORY_TEAM, EDITORS, post=True),
    "directory_edit:logo": written_by(DIRECTORY_TEAM, EDITORS),
}

ANONYMOUS_IS_SENT_ON = Right(SIGNED_IN)
"""Steps of signing in: whoever is signed in is sent to the dashboard, others to the first step."""

STEPS = dict.fromkeys(
    (
        "account_email_verification_sent",
        "account_confirm_login_code",
        "mfa_login_webauthn",
        "mfa_authenticate",
    ),
    ANONYMOUS_IS_SENT_ON,
)

ACTS = {
    "account:address_link": Right(EVERYONE, arguments=token),
    "account:team_invitation": Right(EVERYONE, arguments=token),
    "account:cancel_address_change": Right(SIGNED_IN, method="post"),
    "account:reading": Right(SIGNED_IN, method="post"),
    "account:download": Right(SIGNED_IN, method="post"),
    "account:end_other_sessions": Right(SIGNED_IN, method="post"),
    "account:end_session": Right(NOBODY, arguments=fixed(session_id=999_999), method="post"),
    "account:leave_role": Right(SIGNED_IN, arguments=fixed(role="reviewer"), method="post"),
    "account:demo_sign_in": Right(NOBODY, method="post", sign_in=False),
    "account_logout": Right(EVERYONE),
    "account_confirm_password_reset_code": Right(NOBODY, needs_a_flow=True),
    "account_complete_password_reset": Right(EVERYONE),
    "mfa_signup_webauthn": PUBLIC,
    "socialaccount_signup": Right(NOBODY, needs_a_flow=True),
    "mfa_edit_webauthn": Right(SIGNED_IN, arguments=fixed(pk=999_999)),
    "mfa_remove_webauthn": Right(SIGNED_IN, arguments=fixed(pk=999_999)),
    "oidc_login": Right(NOBODY, sign_in=False),
    "oidc_callback": Right(NOBODY, sign_in=False),
    "campus_settings:founding_add": Right(ADMINISTRATOR, method="post", data={"organisation": "organisation-other"}),
    "campus_settings:founding_remove": Right(ADMINISTRATOR, arguments=lambda t: {"member": t.founding_member.pk}),
    "campus_settings:logo": PUBLIC,
    "campus_settings:preview_stylesheet": Right(NOBODY),
    "campus_settings:site_remove": Right(frozenset({"site", "administrator"}), arguments=by_site),
    "directory:search": PUBLIC,
    "directory:suggest": PUBLIC,
    "directory:export": Right(EVERYONE, arguments=fixed(kind="csv")),
    "projects:projects": PUBLIC,
    "projects:export": Right(EVERYONE, arguments=fixed(kind="csv")),
    "files:download": Right(NOBODY, arguments=fixed(key=UNKNOWN), sign_in=False),
    "layout:appearance": Right(EVERYONE, arguments=fixed(scheme="dark"), method="post"),
    "layout:language": Right(EVERYONE, arguments=fixed(code="fr"), method="post"),
    "members:revoke_invitation": Right(NOBODY, arguments=fixed(invitation_id=999_999), method="post"),
    "ops:metrics": PUBLIC,
}

JUDGES = frozenset({"community", "administrator"})
LINKING = {
    "linking:queue": Right(JUDGES),
    "linking:search": Right(JUDGES, method="post"),
    "linking:following": Right(JUDGES),
    "linking:pair": thing("pair", JUDGES),
    "linking:undo": Right(JUDGES, method="post"),
    "linking:judgements": Right(JUDGES),
    "linking:labelled": Right(JUDGES),
    "linking:withdraw": thing("judgement", JUDGES, post=True),
    "linking:pair_files": Right(JUDGES),
    "linking:pair_file": thing("pair_file", JUDGES),
    "linking:pair_file_apply": thing("pair_file", JUDGES, post=True),
    "linking:pair_file_drop": thing("pair_file", JUDGES, post=True),
    "linking:pair_file_undo": thing("pair_file", JUDGES, post=True),
    "linking:merges": Right(JUDGES),
    "linking:merge": thing("merge", JUDGES),
    "linking:batches": Right(JUDGES),
    "linking:batch": thing("batch", JUDGES),
    "linking:batch_confirm": thing("batch", JUDGES, post=True),
    "linking:batch_drop": thing("batch", JUDGES, post=True),
    "linking:batch_undo": thing("batch", JUDGES, post=True),
    "linking:like": ACCOUNT,
    "linking:by_hand": written_by(JUDGES, NOBODY),
}

RUNS_THE_CALL = frozenset({"programme", "administrator"})


def of_selection(*, post=False, data=None, **keys):
    """A page of the assignment or the scores of a panel; `keys` name the thing behind each further argument."""

    def arguments(things):
        found = {name: getattr(things, thing).pk for name, thing in keys.items()}
        return {"panel_id": things.selection.pk, **found}

    return Right(RUNS_THE_CALL, arguments=arguments, method="post" if post else "get", data=data or {})


ASSIGNMENT = {
    "assignment:assignment": of_selection(),
    "assignment:loads": of_selection(),
    "assignment:propose": of_selection(),
    "assignment:proposal": of_selection(run_id="proposal"),
    "assignment:apply": of_selection(post=True, run_id="proposal"),
    "assignment:discard": of_selection(post=True, run_id="proposal"),
    "assignment:application": of_selection(application_id="selected"),
    "assignment:add": Right(
        NOBODY,
        arguments=lambda t: {"panel_id": t.selection.pk, "application_id": t.selected.pk},
        method="post",
    ),
    "assignment:rule": Right(
        NOBODY,
        arguments=lambda t: {"panel_id": t.selection.pk, "application_id": t.selected.pk},
        method="post",
    ),
    "assignment:remove": of_selection(post=True, assignment_id="pair_of_selection"),
    "assignment:import": of_selection(),
    "assignment:file": Right(RUNS_THE_CALL, arguments=lambda t: {"panel_id": t.selection.pk, "name": "conflicts"}),
    "scores:scores": of_selection(),
    "scores:leniency": of_selection(),
    "scores:workbook": of_selection(),
}


def of_form(*, post=False, **more):
    """A page of the builder, on the form of a call."""
    return Right(RUNS_THE_CALL, OWNER, lambda things: {"form_id": things.form.pk, **more}, "post" if post else "get")


def of_form_call(**more):
    """A page of the forms of a call."""
    return Right(RUNS_THE_CALL, OWNER, lambda things: {"slug": things.call.slug, **more})


FORMS = {
    "forms:call": of_form_call(),
    "forms:call_begin": of_form_call(stage="interview"),
    "forms:builder": of_form(),
    "forms:title": of_form(),
    "forms:start": of_form(post=True),
    "forms:change": of_form(post=True),
    "forms:drop": of_form(),
    "forms:preview": of_form(),
    "forms:publish": of_form(),
    "forms:version": of_form(number=1),
    "forms:section_new": of_form(),
    "forms:section": of_form(key="project"),
    "forms:section_move": of_form(post=True, key="project"),
    "forms:section_remove": of_form(key="project"),
    "forms:kinds": of_form(key="project"),
    "forms:question_new": of_form(key="project", kind="short"),
    "forms:question": of_form(key="name"),
    "forms:question_move": of_form(post=True, key="name"),
    "forms:question_duplicate": of_form(post=True, key="name"),
    "forms:question_remove": of_form(key="name"),
}


def of_application(*, post=False, own=EDITORS, data=None, **more):
    """A page of those who write an application: the owner, and the editor, who is a colleague and may not submit."""

    def arguments(things):
        found = {name: value(things) if callable(value) else value for name, value in more.items()}
        return {"reference": things.written.reference, **found}

    return Right(NOBODY, own, arguments, "post" if post else "get", data or {})


def by_open_call(things):
    """A call that takes applications."""
    return {"slug": things.open_call.slug}


APPLICATION = {"stage": "application"}
APPLYING = {
    "applying:mine": ACCOUNT,
    "applying:begin": Right(SIGNED_IN, arguments=by_open_call),
    "applying:new": Right(SIGNED_IN, arguments=by_open_call),
    "applying:join": Right(
        SIGNED_IN, arguments=lambda t: {"slug": t.open_call.slug, "pk": t.written.organisation_id}, method="post"
    ),
    "applying:late": Right(NOBODY, arguments=token, sign_in=False),
    "applying:invitation": Right(NOBODY, arguments=token, sign_in=False),
    "applying:application": of_application(),
    "applying:write": of_application(**APPLICATION),
    "applying:submit": of_application(**APPLICATION),
    "applying:kept": of_application(post=True, data={"choose": "aside"}, **APPLICATION, pk=lambda t: t.kept.pk),
    "applying:save": of_application(post=True, **APPLICATION, key="need"),
    "applying:files": of_application(post=True, **APPLICATION, key="deck"),
    "applying:here": of_application(post=True),
    "applying:withdraw": of_application(),
    "applying:colleagues": of_application(),
    "applying:colleague": of_application(post=True, own=OWNER, pk=lambda t: t.colleague.pk, act="resend"),
    "applying:version": of_application(number=1),
    "applying:receipt": of_application(number=1),
    "applying:compare": of_application(),
}

RIGHTS: dict[str, Right | None] = {
    **OPEN,
    **OWN_ACCOUNT,
    **STEPS,
    **ACTS,
    **TERRITORIES,
    **FOUNDATIONS,
    **CAMPUS,
    **DIRECTORY,
    **CALLS,
    **WRITING,
    **TOPICS,
    **LINKING,
    **ASSIGNMENT,
    **JURIES,
    **COHORTS,
    **INTRODUCTIONS,
    **NETWORK,
    **SUGGESTIONS,
    **FORMS,
    **APPLYING,
    **NEEDS,
}
