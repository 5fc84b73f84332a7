PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE actions (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        engagement TEXT,
        title TEXT NOT NULL,
        due TEXT,
        owner TEXT NOT NULL,
        status TEXT NOT NULL,
        milestone TEXT,
        tags TEXT NOT NULL,
        visibility TEXT NOT NULL,
        notes TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(milestone) REFERENCES milestones ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_actions_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_actions_title CHECK (length("title") > 0),
        CONSTRAINT ck_actions_due CHECK ("due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_actions_owner CHECK (length("owner") > 0),
        CONSTRAINT ck_actions_status CHECK ("status" IN ('open', 'done', 'cancelled')),
        CONSTRAINT ck_actions_visibility CHECK ("visibility" IN ('mine', 'client'))
    );
INSERT INTO "actions" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','A1','ACME-POS','Call',NULL,'me','open','ACME-POS.UAT','','mine','');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE allocations (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        engagement TEXT NOT NULL,
        start TEXT NOT NULL,
        "end" TEXT NOT NULL,
        weekly_hours TEXT NOT NULL,
        PRIMARY KEY (engagement, start),
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_allocations_start CHECK ("start" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_allocations_end CHECK ("end" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_allocations_weekly_hours CHECK ("weekly_hours" GLOB '[0-9]*')
    );
INSERT INTO "allocations" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','ACME-POS','2026-12-01','2026-12-31','20');
CREATE TABLE assignments (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        vendor TEXT NOT NULL,
        engagement TEXT NOT NULL,
        start TEXT NOT NULL,
        "end" TEXT,
        units TEXT NOT NULL,
        "exclusive" INTEGER NOT NULL,
        role TEXT NOT NULL,
        site TEXT,
        status TEXT NOT NULL,
        notes TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(vendor) REFERENCES vendors ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(site) REFERENCES sites ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_assignments_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_assignments_start CHECK ("start" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_assignments_end CHECK ("end" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_assignments_units CHECK ("units" GLOB '[0-9]*'),
        CONSTRAINT ck_assignments_exclusive CHECK ("exclusive" BETWEEN 0 AND 1),
        CONSTRAINT ck_assignments_status CHECK ("status" IN ('confirmed', 'tentative', 'cancelled'))
    );
INSERT INTO "assignments" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','ACME-POS.CAB','VOLT','ACME-POS','2026-10-01',NULL,'1',0,'','HQ','confirmed','');
CREATE TABLE blackouts (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        who TEXT NOT NULL,
        start TEXT NOT NULL,
        "end" TEXT NOT NULL,
        title TEXT NOT NULL,
        blocks TEXT,
        uid TEXT NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT ck_blackouts_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_blackouts_who CHECK (length("who") > 0),
        CONSTRAINT ck_blackouts_start CHECK ("start" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_blackouts_end CHECK ("end" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_blackouts_title CHECK (length("title") > 0),
        CONSTRAINT ck_blackouts_blocks CHECK ("blocks" IN ('milestones', 'events', 'all')),
        CONSTRAINT ck_blackouts_uid CHECK (length("uid") > 0)
    );
INSERT INTO "blackouts" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','FREEZE','client/ACME','2026-12-15','2027-01-05','Freeze',NULL,'a457450583794352b9f5561340a616ca');
CREATE TABLE changes (
        entry INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        noun TEXT NOT NULL,
        ref TEXT NOT NULL,
        act TEXT NOT NULL,
        data TEXT,
        PRIMARY KEY (entry, seq),
        FOREIGN KEY(entry) REFERENCES entries (id),
        CONSTRAINT ck_changes_noun CHECK (length("noun") > 0),
        CONSTRAINT ck_changes_ref CHECK (length("ref") > 0),
        CONSTRAINT ck_changes_act CHECK ("act" IN ('add', 'edit', 'remove'))
    );
INSERT INTO "changes" VALUES(1,0,'profile','[]','edit','{"name":["","Me"],"email":["","me@example.org"],"holidays":[null,"ES-MD"]}');
INSERT INTO "changes" VALUES(1,1,'client','ACME','add',NULL);
INSERT INTO "changes" VALUES(1,2,'vendor','VOLT','add',NULL);
INSERT INTO "changes" VALUES(1,3,'contact','KIM','add',NULL);
INSERT INTO "changes" VALUES(1,4,'site','HQ','add',NULL);
INSERT INTO "changes" VALUES(1,5,'engagement','ACME-POS','add',NULL);
INSERT INTO "changes" VALUES(1,6,'allocation','["ACME-POS", "2026-12-01"]','add',NULL);
INSERT INTO "changes" VALUES(1,7,'assignment','ACME-POS.CAB','add',NULL);
INSERT INTO "changes" VALUES(1,8,'milestone','ACME-POS.BUILD','add',NULL);
INSERT INTO "changes" VALUES(1,9,'milestone','ACME-POS.UAT','add',NULL);
INSERT INTO "changes" VALUES(1,10,'event','ACME-POS.SYNC','add',NULL);
INSERT INTO "changes" VALUES(1,11,'override','["ACME-POS.SYNC", "2026-12-01T10:00"]','add',NULL);
INSERT INTO "changes" VALUES(1,12,'blackout','FREEZE','add',NULL);
INSERT INTO "changes" VALUES(1,13,'action','A1','add',NULL);
INSERT INTO "changes" VALUES(1,14,'raid','R1','add',NULL);
INSERT INTO "changes" VALUES(1,15,'kpi','K1','add',NULL);
INSERT INTO "changes" VALUES(1,16,'measurement','["K1", "2026-11-01"]','add',NULL);
INSERT INTO "changes" VALUES(1,17,'time','["ACME-POS", "2026-11-20", "Call"]','add',NULL);
INSERT INTO "changes" VALUES(1,18,'note','N1','add',NULL);
INSERT INTO "changes" VALUES(1,19,'lesson','L1','add',NULL);
INSERT INTO "changes" VALUES(2,0,'milestone','ACME-POS.UAT','edit','{"due":["2026-12-11","2027-01-04"]}');
INSERT INTO "changes" VALUES(3,0,'milestone','ACME-POS.BUILD','edit','{"status":["planned","done"],"done_on":[null,"2026-11-30"]}');
CREATE TABLE clients (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        name TEXT NOT NULL,
        aliases TEXT NOT NULL,
        pin INTEGER,
        timezone TEXT,
        hours TEXT,
        holidays TEXT,
        color TEXT,
        status TEXT NOT NULL,
        notes TEXT NOT NULL,
        uid TEXT NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT ck_clients_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_clients_name CHECK (length("name") > 0),
        CONSTRAINT ck_clients_pin CHECK ("pin" BETWEEN 1 AND 9),
        CONSTRAINT ck_clients_status CHECK ("status" IN ('active', 'archived')),
        CONSTRAINT ck_clients_uid CHECK (length("uid") > 0)
    );
INSERT INTO "clients" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','ACME','Acme [/] Retail','',1,'America/Chicago',NULL,'US',NULL,'active','=first','6809ebf8558a46099ac1fcd89a4f5d28');
CREATE TABLE contacts (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        "of" TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        email TEXT NOT NULL,
        phone TEXT NOT NULL,
        timezone TEXT,
        escalation INTEGER,
        notes TEXT NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT ck_contacts_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_contacts_of CHECK (length("of") > 0),
        CONSTRAINT ck_contacts_name CHECK (length("name") > 0),
        CONSTRAINT ck_contacts_escalation CHECK ("escalation" BETWEEN 1 AND 999999999)
    );
INSERT INTO "contacts" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','KIM','client/ACME','Kim','','','',NULL,NULL,'');
CREATE TABLE engagements (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        client TEXT NOT NULL,
        name TEXT NOT NULL,
        status TEXT NOT NULL,
        start TEXT NOT NULL,
        "end" TEXT,
        weekly_hours TEXT NOT NULL,
        budget_hours TEXT,
        fee TEXT,
        currency TEXT,
        decision_date TEXT,
        notice_days INTEGER,
        report_every TEXT,
        report_day TEXT,
        objective TEXT NOT NULL,
        notes TEXT NOT NULL,
        uid TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(client) REFERENCES clients ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_engagements_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_engagements_name CHECK (length("name") > 0),
        CONSTRAINT ck_engagements_status CHECK ("status" IN ('proposed', 'active', 'paused', 'closed')),
        CONSTRAINT ck_engagements_start CHECK ("start" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_engagements_end CHECK ("end" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_engagements_weekly_hours CHECK ("weekly_hours" GLOB '[0-9]*'),
        CONSTRAINT ck_engagements_budget_hours CHECK ("budget_hours" GLOB '[0-9]*'),
        CONSTRAINT ck_engagements_fee CHECK ("fee" GLOB '[0-9]*'),
        CONSTRAINT ck_engagements_decision_date CHECK ("decision_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_engagements_notice_days CHECK ("notice_days" BETWEEN 0 AND 999999999),
        CONSTRAINT ck_engagements_report_every CHECK ("report_every" IN ('weekly', 'biweekly', 'monthly')),
        CONSTRAINT ck_engagements_report_day CHECK ("report_day" IN ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')),
        CONSTRAINT ck_engagements_uid CHECK (length("uid") > 0)
    );
INSERT INTO "engagements" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','ACME-POS','ACME','POS rollout','active','2026-09-01',NULL,'12.5',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','','2843d1856d5c42acaa5e9ac6cbb09ace');
CREATE TABLE entries (
        id INTEGER NOT NULL,
        at TEXT NOT NULL,
        "by" TEXT NOT NULL,
        words TEXT NOT NULL,
        clients TEXT NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT ck_entries_at CHECK (length("at") > 0),
        CONSTRAINT ck_entries_by CHECK (length("by") > 0),
        CONSTRAINT ck_entries_words CHECK (length("words") > 0),
        CONSTRAINT ck_entries_state CHECK ("state" IN ('done', 'undone', 'dropped'))
    );
INSERT INTO "entries" VALUES(1,'2026-11-22T09:00:00+00:00','pmdesk','imported 21 rows from wb','ACME','done');
INSERT INTO "entries" VALUES(2,'2026-11-22T09:00:00+00:00','pmdesk','imported 1 row from wb2','ACME','done');
INSERT INTO "entries" VALUES(3,'2026-11-22T09:00:00+00:00','pmdesk','marked Build done','ACME','undone');
CREATE TABLE event_spans (
        event TEXT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT,
        PRIMARY KEY (event),
        FOREIGN KEY(event) REFERENCES events ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_event_spans_first_day CHECK ("first_day" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_event_spans_last_day CHECK ("last_day" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
    );
INSERT INTO "event_spans" VALUES('ACME-POS.SYNC','2026-11-21',NULL);
CREATE TABLE events (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        engagement TEXT,
        title TEXT NOT NULL,
        start TEXT NOT NULL,
        "end" TEXT NOT NULL,
        timezone TEXT,
        rrule TEXT,
        exdates TEXT NOT NULL,
        status TEXT NOT NULL,
        me INTEGER NOT NULL,
        vendors TEXT NOT NULL,
        site TEXT,
        url TEXT NOT NULL,
        notes TEXT NOT NULL,
        uid TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(site) REFERENCES sites ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_events_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_events_title CHECK (length("title") > 0),
        CONSTRAINT ck_events_start CHECK ("start" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]'),
        CONSTRAINT ck_events_end CHECK ("end" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]'),
        CONSTRAINT ck_events_status CHECK ("status" IN ('confirmed', 'tentative', 'cancelled')),
        CONSTRAINT ck_events_me CHECK ("me" BETWEEN 0 AND 1),
        CONSTRAINT ck_events_uid CHECK (length("uid") > 0)
    );
INSERT INTO "events" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','ACME-POS.SYNC','ACME-POS','Sync','2026-11-24T10:00','2026-11-24T11:00',NULL,'FREQ=WEEKLY;BYDAY=TU','','confirmed',1,'VOLT',NULL,'','','0447ec7621c141f4bfef143f4a6af402');
CREATE TABLE holiday_years (
        region TEXT NOT NULL,
        year INTEGER NOT NULL,
        version TEXT NOT NULL,
        PRIMARY KEY (region, year),
        CONSTRAINT ck_holiday_years_region CHECK (length("region") > 0)
    );
CREATE TABLE holidays (
        region TEXT NOT NULL,
        day TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (region, day),
        CONSTRAINT ck_holidays_region CHECK (length("region") > 0),
        CONSTRAINT ck_holidays_day CHECK ("day" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
    );
CREATE TABLE kpis (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        engagement TEXT,
        vendor TEXT,
        name TEXT NOT NULL,
        unit TEXT NOT NULL,
        target TEXT NOT NULL,
        direction TEXT NOT NULL,
        warning TEXT,
        period TEXT NOT NULL,
        sla INTEGER NOT NULL,
        visibility TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(vendor) REFERENCES vendors ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_kpis_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_kpis_name CHECK (length("name") > 0),
        CONSTRAINT ck_kpis_target CHECK ("target" GLOB '[-0-9]*'),
        CONSTRAINT ck_kpis_direction CHECK ("direction" IN ('at-least', 'at-most')),
        CONSTRAINT ck_kpis_warning CHECK ("warning" GLOB '[-0-9]*'),
        CONSTRAINT ck_kpis_period CHECK ("period" IN ('weekly', 'monthly', 'quarterly')),
        CONSTRAINT ck_kpis_sla CHECK ("sla" BETWEEN 0 AND 1),
        CONSTRAINT ck_kpis_visibility CHECK ("visibility" IN ('mine', 'client'))
    );
INSERT INTO "kpis" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','K1','ACME-POS',NULL,'On time','','95.5','at-least',NULL,'monthly',0,'client');
CREATE TABLE lessons (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        engagement TEXT NOT NULL,
        title TEXT NOT NULL,
        date TEXT,
        what_happened TEXT NOT NULL,
        root_cause TEXT NOT NULL,
        recommendation TEXT NOT NULL,
        tags TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_lessons_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_lessons_title CHECK (length("title") > 0),
        CONSTRAINT ck_lessons_date CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
    );
INSERT INTO "lessons" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','L1','ACME-POS','Ask twice',NULL,'','','','');
CREATE TABLE measurements (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        kpi TEXT NOT NULL,
        date TEXT NOT NULL,
        value TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (kpi, date),
        FOREIGN KEY(kpi) REFERENCES kpis ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_measurements_date CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_measurements_value CHECK ("value" GLOB '[-0-9]*')
    );
INSERT INTO "measurements" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','K1','2026-11-01','-3.25','');
CREATE TABLE milestones (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        engagement TEXT NOT NULL,
        title TEXT NOT NULL,
        due TEXT NOT NULL,
        status TEXT NOT NULL,
        kind TEXT NOT NULL,
        owner TEXT NOT NULL,
        "after" TEXT NOT NULL,
        baseline TEXT,
        done_on TEXT,
        site TEXT,
        acceptance TEXT NOT NULL,
        accepted_by TEXT,
        accepted_on TEXT,
        url TEXT NOT NULL,
        notes TEXT NOT NULL,
        uid TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(site) REFERENCES sites ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(accepted_by) REFERENCES contacts ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_milestones_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_milestones_title CHECK (length("title") > 0),
        CONSTRAINT ck_milestones_due CHECK ("due" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_milestones_status CHECK ("status" IN ('planned', 'at-risk', 'done', 'cancelled')),
        CONSTRAINT ck_milestones_kind CHECK ("kind" IN ('deliverable', 'decision', 'payment', 'go-live', 'report')),
        CONSTRAINT ck_milestones_owner CHECK (length("owner") > 0),
        CONSTRAINT ck_milestones_baseline CHECK ("baseline" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_milestones_done_on CHECK ("done_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_milestones_accepted_on CHECK ("accepted_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_milestones_uid CHECK (length("uid") > 0)
    );
INSERT INTO "milestones" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','ACME-POS.BUILD','ACME-POS','Build','2026-12-01','planned','deliverable','me','','2026-12-01',NULL,NULL,'',NULL,NULL,'','','174c100ec8bf4224bf3ad73e7965f15c');
INSERT INTO "milestones" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','ACME-POS.UAT','ACME-POS','Zwölf UAT','2027-01-04','planned','deliverable','contact/KIM','ACME-POS.BUILD+5d','2026-12-11',NULL,NULL,'','KIM',NULL,'','','6d14e9e5a3174bb8a233577aa2016a16');
CREATE TABLE notes (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        client TEXT,
        engagement TEXT,
        date TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(client) REFERENCES clients ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_notes_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_notes_date CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_notes_text CHECK (length("text") > 0)
    );
INSERT INTO "notes" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','N1','ACME',NULL,'2026-11-20','Said yes');
CREATE TABLE overrides (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        event TEXT NOT NULL,
        occurrence TEXT NOT NULL,
        start TEXT,
        "end" TEXT,
        title TEXT,
        status TEXT,
        PRIMARY KEY (event, occurrence),
        FOREIGN KEY(event) REFERENCES events ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_overrides_occurrence CHECK ("occurrence" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]'),
        CONSTRAINT ck_overrides_start CHECK ("start" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]'),
        CONSTRAINT ck_overrides_end CHECK ("end" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]'),
        CONSTRAINT ck_overrides_status CHECK ("status" IN ('confirmed', 'tentative', 'cancelled'))
    );
INSERT INTO "overrides" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','ACME-POS.SYNC','2026-12-01T10:00','2026-12-02T09:00',NULL,NULL,NULL);
CREATE TABLE profile (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        timezone TEXT NOT NULL,
        hours TEXT NOT NULL,
        holidays TEXT,
        PRIMARY KEY (id),
        CONSTRAINT ck_profile_id CHECK ("id" = 1),
        CONSTRAINT ck_profile_timezone CHECK (length("timezone") > 0),
        CONSTRAINT ck_profile_hours CHECK (length("hours") > 0)
    );
INSERT INTO "profile" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00',1,'Me','me@example.org','Europe/Madrid','Mon-Fri 09:00-17:00','ES-MD');
CREATE TABLE publications (
        uid TEXT NOT NULL,
        audience TEXT NOT NULL,
        form TEXT NOT NULL,
        ref TEXT NOT NULL,
        engagement TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        digest TEXT NOT NULL,
        stamp TEXT NOT NULL,
        created TEXT NOT NULL,
        told TEXT NOT NULL,
        first TEXT NOT NULL,
        last TEXT,
        cancelled TEXT,
        seen TEXT NOT NULL,
        text_of TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (uid),
        CONSTRAINT ck_publications_uid CHECK (length("uid") > 0),
        CONSTRAINT ck_publications_audience CHECK (length("audience") > 0),
        CONSTRAINT ck_publications_form CHECK (length("form") > 0),
        CONSTRAINT ck_publications_ref CHECK (length("ref") > 0),
        CONSTRAINT ck_publications_sequence CHECK ("sequence" BETWEEN 0 AND 999999999),
        CONSTRAINT ck_publications_stamp CHECK (length("stamp") > 0),
        CONSTRAINT ck_publications_created CHECK (length("created") > 0),
        CONSTRAINT ck_publications_told CHECK (length("told") > 0)
    );
CREATE TABLE raid (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        engagement TEXT NOT NULL,
        type TEXT NOT NULL,
        title TEXT NOT NULL,
        probability INTEGER,
        impact INTEGER,
        response TEXT,
        "plan" TEXT NOT NULL,
        contingency TEXT NOT NULL,
        "trigger" TEXT NOT NULL,
        owner TEXT NOT NULL,
        raised TEXT,
        review TEXT,
        status TEXT NOT NULL,
        escalated_to TEXT,
        visibility TEXT NOT NULL,
        notes TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(escalated_to) REFERENCES contacts ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_raid_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_raid_type CHECK ("type" IN ('risk', 'assumption', 'issue', 'dependency', 'decision')),
        CONSTRAINT ck_raid_title CHECK (length("title") > 0),
        CONSTRAINT ck_raid_probability CHECK ("probability" BETWEEN 1 AND 5),
        CONSTRAINT ck_raid_impact CHECK ("impact" BETWEEN 1 AND 5),
        CONSTRAINT ck_raid_response CHECK ("response" IN ('avoid', 'mitigate', 'transfer', 'accept')),
        CONSTRAINT ck_raid_owner CHECK (length("owner") > 0),
        CONSTRAINT ck_raid_raised CHECK ("raised" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_raid_review CHECK ("review" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_raid_status CHECK ("status" IN ('open', 'closed')),
        CONSTRAINT ck_raid_visibility CHECK ("visibility" IN ('mine', 'client'))
    );
INSERT INTO "raid" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','R1','ACME-POS','risk','Late kit',3,4,NULL,'','','','me',NULL,NULL,'open',NULL,'mine','');
CREATE TABLE settings (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (name),
        CONSTRAINT ck_settings_name CHECK (length("name") > 0)
    );
INSERT INTO "settings" VALUES('context','ACME');
CREATE TABLE sites (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        client TEXT NOT NULL,
        name TEXT NOT NULL,
        address TEXT NOT NULL,
        timezone TEXT,
        notes TEXT NOT NULL,
        PRIMARY KEY ("key"),
        FOREIGN KEY(client) REFERENCES clients ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_sites_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_sites_name CHECK (length("name") > 0)
    );
INSERT INTO "sites" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','HQ','ACME','Head office','',NULL,'');
CREATE TABLE time (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        engagement TEXT NOT NULL,
        date TEXT NOT NULL,
        hours TEXT NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (engagement, date, note),
        FOREIGN KEY(engagement) REFERENCES engagements ("key") DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT ck_time_date CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_time_hours CHECK ("hours" GLOB '[0-9]*')
    );
INSERT INTO "time" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','ACME-POS','2026-11-20','1.5','Call');
CREATE TABLE vendors (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        "key" TEXT NOT NULL,
        name TEXT NOT NULL,
        timezone TEXT,
        hours TEXT,
        holidays TEXT,
        capacity TEXT NOT NULL,
        services TEXT NOT NULL,
        status TEXT NOT NULL,
        notes TEXT NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT ck_vendors_key CHECK (length("key") BETWEEN 1 AND 32),
        CONSTRAINT ck_vendors_name CHECK (length("name") > 0),
        CONSTRAINT ck_vendors_capacity CHECK ("capacity" GLOB '[0-9]*'),
        CONSTRAINT ck_vendors_status CHECK ("status" IN ('active', 'archived'))
    );
INSERT INTO "vendors" VALUES('2026-11-22T09:00:00+00:00','2026-11-22T09:00:00+00:00','VOLT','Volt',NULL,NULL,NULL,'2','','active','');
CREATE TABLE waivers (
        created_at TEXT NOT NULL,
        edited_at TEXT NOT NULL,
        id TEXT NOT NULL,
        reason TEXT NOT NULL,
        until TEXT NOT NULL,
        severity TEXT NOT NULL,
        ratio TEXT,
        PRIMARY KEY (id),
        CONSTRAINT ck_waivers_id CHECK (length("id") > 0),
        CONSTRAINT ck_waivers_reason CHECK (length("reason") > 0),
        CONSTRAINT ck_waivers_until CHECK ("until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        CONSTRAINT ck_waivers_severity CHECK ("severity" IN ('high', 'medium', 'low'))
    );
CREATE INDEX ix_contacts_of ON contacts ("of")
    ;
CREATE INDEX ix_entries_state ON entries (state)
    ;
CREATE INDEX ix_publications_audience ON publications (audience)
    ;
CREATE INDEX ix_changes_ref ON changes (ref)
    ;
CREATE INDEX ix_engagements_client ON engagements (client)
    ;
CREATE INDEX ix_sites_client ON sites (client)
    ;
CREATE INDEX ix_assignments_engagement ON assignments (engagement)
    ;
CREATE INDEX ix_assignments_vendor_start ON assignments (vendor, start)
    ;
CREATE INDEX ix_events_engagement ON events (engagement)
    ;
CREATE INDEX ix_kpis_engagement ON kpis (engagement)
    ;
CREATE INDEX ix_kpis_vendor ON kpis (vendor)
    ;
CREATE INDEX ix_lessons_engagement ON lessons (engagement)
    ;
CREATE INDEX ix_milestones_due ON milestones (due)
    ;
CREATE INDEX ix_milestones_engagement_due ON milestones (engagement, due)
    ;
CREATE INDEX ix_notes_client ON notes (client)
    ;
CREATE INDEX ix_notes_engagement ON notes (engagement)
    ;
CREATE INDEX ix_raid_engagement ON raid (engagement)
    ;
CREATE INDEX ix_actions_engagement ON actions (engagement)
    ;
CREATE INDEX ix_actions_milestone ON actions (milestone)
    ;
CREATE INDEX ix_event_spans_last_day ON event_spans (last_day)
    ;
PRAGMA user_version=1;
COMMIT;
