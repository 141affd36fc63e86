//! Sources, tables and the people answerable for them.

coded! {
    /// What a table is about.
    TableRole {
        /// One row a customer, or nearly.
        Customers = "customers", "Customers";
        /// One row a thing that happened: purchase, message, visit, ticket.
        Events = "events", "Events";
        /// One row a permission given or withdrawn, or a deletion request.
        Consents = "consents", "Consents";
        /// A platform's own report of totals; nobody in it.
        Figures = "figures", "Figures";
        /// Not told yet.
        Unclear = "unclear", "Not clear yet";
    }
}

coded! {
    /// What kind of system a source is.
    SystemKind {
        /// Shop on the web.
        Shop = "shop", "Online shop";
        /// Web site other than a shop.
        Website = "website", "Website";
        /// Mobile application.
        App = "app", "App";
        /// Customer relationship management.
        Crm = "crm", "CRM";
        /// E-mail and newsletters.
        EmailPlatform = "email_platform", "E-mail platform";
        /// Advertising.
        AdPlatform = "ad_platform", "Ad platform";
        /// Web or product analytics.
        Analytics = "analytics", "Analytics";
        /// Tickets and chats.
        Support = "support", "Support";
        /// Payments and invoices.
        Billing = "billing", "Billing and payments";
        /// Tills in stores.
        PointOfSale = "point_of_sale", "Point of sale";
        /// Cards and points.
        Loyalty = "loyalty", "Loyalty";
        /// Events and tickets for them.
        Events = "events", "Events";
        /// Surveys.
        Survey = "survey", "Survey";
        /// Lists bought or borrowed.
        BoughtData = "bought_data", "Data bought or borrowed";
        /// Anything else.
        Other = "other", "Other";
    }
}

coded! {
    /// What a person answers for.
    Duty {
        /// Accountable for it.
        Owner = "owner", "Owner";
        /// Looks after its data.
        Steward = "steward", "Steward";
        /// Has the word when two sources disagree.
        Decider = "decider", "Decider";
    }
}

coded! {
    /// Who collected the data.
    Party {
        /// We did, from the person.
        First = "first", "First party";
        /// A partner did, and shared it.
        Second = "second", "Partner";
        /// It was bought or borrowed.
        Third = "third", "Bought or borrowed";
    }
}

coded! {
    /// A part of the organisation that rules are agreed with.
    Team {
        /// Campaigns, lists, messages.
        Marketing = "marketing", "Marketing";
        /// Systems and what connects them.
        Engineering = "engineering", "Engineering";
        /// Reports, models, quality of data.
        Data = "data", "Data";
        /// Law and privacy.
        Legal = "legal", "Legal";
        /// Budgets.
        Finance = "finance", "Finance";
        /// Deals and accounts.
        Sales = "sales", "Sales";
        /// Questions and complaints of customers.
        Support = "support", "Support";
    }
}

coded! {
    /// What a team has to do with a rule or a source (RACI).
    TeamPart {
        /// Does the work.
        Responsible = "responsible", "Responsible";
        /// Answers for the outcome; only one team does.
        Accountable = "accountable", "Accountable";
        /// Is asked before.
        Consulted = "consulted", "Consulted";
        /// Is told after.
        Informed = "informed", "Informed";
    }
}
