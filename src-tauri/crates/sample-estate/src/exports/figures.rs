//! The platforms' own reports of March 2026: three numbers for one truth.

use std::path::Path;

use crate::exports::shop_orders::MarchOrders;
use crate::exports::till::thousands;
use crate::files::{Dialect, EstateError, TextTable};
use crate::planted::Trap;
use crate::trade::money;

pub(crate) const GOOGLE_ADS_HEADER: &[&str] = &[
    "Campaign status",
    "Campaign",
    "Budget",
    "Budget name",
    "Budget type",
    "Currency code",
    "Status",
    "Status reasons",
    "Optimization score",
    "Campaign type",
    "Bid strategy type",
    "Conv. value / cost",
    "Avg. target ROAS",
    "Conv. value",
    "TrueView views",
    "Impr.",
    "TrueView avg. CPV",
    "Conversions",
    "Conv. rate",
    "Cost / conv.",
    "Clicks",
    "CTR",
    "Conv. (Platform Comparable)",
    "Conv. value / Cost (Platform Comparable)",
    "Unique users",
    "Avg. CPM",
    "Cost",
    "Likes",
    "Comments",
    "Shares",
    "Goals",
];
pub(crate) const META_HEADER: &[&str] = &[
    "Reporting starts",
    "Reporting ends",
    "Campaign name",
    "Campaign delivery",
    "Attribution setting",
    "Results",
    "Result indicator",
    "Reach",
    "Frequency",
    "Cost per results",
    "Amount spent (GBP)",
    "Impressions",
    "CPM (cost per 1,000 impressions) (GBP)",
    "Link clicks",
    "CPC (cost per link click) (GBP)",
    "CTR (link click-through rate)",
    "Clicks (all)",
    "CTR (all)",
    "CPC (all) (GBP)",
    "Landing page views",
    "Cost per landing page view (GBP)",
    "Ends",
];
pub(crate) const GA4_HEADER: &[&str] = &[
    "Session primary channel group (Default Channel Group)",
    "Sessions",
    "Engaged sessions",
    "Engagement rate",
    "Average engagement time per session",
    "Events per session",
    "Event count",
    "Key events",
    "Session key event rate",
    "Total revenue",
];

/// The share of March's orders each platform reports, in thousandths, by campaign or channel.
const GOOGLE_ADS: [(&str, &str, u64); 4] = [
    ("Brand search", "Search", 190),
    ("Shopping: tables", "Performance Max", 145),
    ("Lamps generic", "Search", 60),
    ("Display remarketing", "Display", 35),
];
const META: [(&str, u64); 3] = [
    ("Spring tables, prospecting", 150),
    ("Retargeting, 30 days", 185),
    ("Store weekend", 40),
];
const GA4: [(&str, u64); 8] = [
    ("Direct", 180),
    ("Organic Search", 210),
    ("Paid Search", 230),
    ("Paid Social", 130),
    ("Email", 110),
    ("Organic Social", 50),
    ("Referral", 50),
    ("Unassigned", 40),
];

/// Writes the three reports and tells the trap that they are.
pub(crate) fn write(march: MarchOrders, folder: &Path) -> Result<Trap, EstateError> {
    // The consent banner hides twelve visitors of a hundred from the analytics.
    let seen = march.placed - march.placed * 12 / 100;
    let real = march.placed - march.cancelled - march.tests;
    write_ga4(seen, march.taken, folder)?;
    let google = write_google_ads(real, march.taken, folder)?;
    let meta = write_meta(real, folder)?;
    Ok(Trap {
        name: "three_numbers",
        persons: Vec::new(),
        place: "Shopify/orders, Google Analytics, Google Ads and Meta Ads, all for March 2026"
            .into(),
        expected: format!(
            "orders placed {}, of them cancelled {}, the shop's own tests {}: real {real}; of these given back whole {}: \
             agreed {}. Google Analytics {seen}: it counts cancelled orders and tests and misses the 12 % who refuse its cookies. Google Ads {}.{}: 30-day click, \
             data-driven, dated to the click. Meta {meta}: 7-day click or 1-day view, counts some orders that Google counts too. \
             Money taken {} before refunds of {}.",
            march.placed,
            march.cancelled,
            march.tests,
            march.refunded,
            real - march.refunded,
            google / 10,
            google % 10,
            money(march.taken),
            money(march.paid_back),
        ),
    })
}

fn write_ga4(key_events: u64, taken: u64, folder: &Path) -> Result<(), EstateError> {
    let mut table = TextTable::create(&folder.join("ga4_traffic_acquisition.csv"), Dialect::PLAIN)?;
    for line in [
        "# ----------------------------------------",
        "# Traffic acquisition: Session primary channel group (Default Channel Group)",
        "# Account: Harbour & Pine",
        "# Property: Harbour & Pine web",
        "# ----------------------------------------",
        "#",
        "# All Users",
        "# Start date: 20260301",
        "# End date: 20260331",
    ] {
        table.raw_line(line)?;
    }
    table.row(GA4_HEADER)?;
    let parts = split(key_events, &GA4.map(|one| one.1));
    table.row(&ga4_row("", key_events, taken * 88 / 100, 1000))?;
    for ((channel, share), events) in GA4.iter().zip(parts) {
        table.row(&ga4_row(
            channel,
            events,
            taken * 88 / 100 * share / 1000,
            *share,
        ))?;
    }
    table.finish().map(drop)
}

fn ga4_row(channel: &str, events: u64, revenue: u64, share: u64) -> [String; 10] {
    let sessions = events * (28 + share % 13) + share;
    let engaged = sessions * (52 + share % 17) / 100;
    [
        channel.to_owned(),
        sessions.to_string(),
        engaged.to_string(),
        format!("0.{:04}", engaged * 10_000 / sessions.max(1)),
        format!("{}.{}", 41 + share % 50, share % 10),
        format!("{}.{}", 5 + share % 4, share % 10),
        (sessions * 6).to_string(),
        events.to_string(),
        format!("0.{:04}", events * 10_000 / sessions.max(1)),
        money(revenue),
    ]
}

/// Returns the conversions in tenths.
fn write_google_ads(orders: u64, taken: u64, folder: &Path) -> Result<u64, EstateError> {
    let mut table = TextTable::create(
        &folder.join("google_ads_campaigns.csv"),
        Dialect::EXCEL_TEXT,
    )?;
    table.raw_line("Campaign report")?;
    table.raw_line("March 1, 2026 - March 31, 2026")?;
    table.row(GOOGLE_ADS_HEADER)?;
    let (mut all, mut all_cost, mut all_clicks, mut all_shown) = (0, 0, 0, 0);
    for (campaign, kind, share) in GOOGLE_ADS {
        let tenths = orders * share / 100 + 3;
        let cost = tenths * (210 + share);
        let clicks = tenths * 4 + 17;
        let shown = clicks * 43;
        let value = taken * share / 1000;
        table.row(&google_row(
            "Enabled",
            campaign,
            kind,
            [tenths, cost, clicks, shown, value],
        ))?;
        all += tenths;
        all_cost += cost;
        all_clicks += clicks;
        all_shown += shown;
    }
    let value = taken * 430 / 1000;
    for total in ["Total: Campaigns", "Total: Account"] {
        table.row(&google_row(
            total,
            " --",
            " --",
            [all, all_cost, all_clicks, all_shown, value],
        ))?;
    }
    table.finish()?;
    Ok(all)
}

fn google_row(status: &str, campaign: &str, kind: &str, figures: [u64; 5]) -> Vec<String> {
    let [tenths, cost, clicks, shown, value] = figures;
    let mut cells = crate::estate::Cells::of(GOOGLE_ADS_HEADER);
    for header in GOOGLE_ADS_HEADER {
        cells.set(header, " --");
    }
    cells.set("Campaign status", status);
    cells.set("Campaign", campaign);
    cells.set("Campaign type", kind);
    cells.set("Currency code", "GBP");
    if campaign != " --" {
        cells.set("Status", "Eligible");
        cells.set("Budget", "45.00");
        cells.set("Budget type", "Daily");
    }
    cells.set("Conv. value", thousands(value));
    cells.set("Impr.", thousands(shown * 100).trim_end_matches(".00"));
    cells.set("Conversions", format!("{}.{}0", tenths / 10, tenths % 10));
    cells.set("Clicks", thousands(clicks * 100).trim_end_matches(".00"));
    cells.set(
        "CTR",
        format!(
            "{}.{:02}%",
            clicks * 100 / shown.max(1),
            clicks * 10_000 / shown.max(1) % 100
        ),
    );
    cells.set("Cost", thousands(cost));
    cells.set("Cost / conv.", money(cost * 10 / tenths.max(1)));
    cells.set("Conv. value / cost", money(value * 100 / cost.max(1)));
    cells.values().to_vec()
}

/// Returns the results of all campaigns.
fn write_meta(orders: u64, folder: &Path) -> Result<u64, EstateError> {
    let mut table = TextTable::create(&folder.join("meta_ads_report.csv"), Dialect::PLAIN)?;
    table.row(META_HEADER)?;
    let results = META.map(|(_, share)| orders * share / 1000 + 1);
    let all: u64 = results.iter().sum();
    let mut spend = 0;
    for ((campaign, share), result) in META.into_iter().zip(results) {
        let spent = result * (900 + share * 4);
        spend += spent;
        table.row(&meta_row(campaign, result, spent))?;
    }
    table.row(&meta_row("", all, spend))?;
    table.finish()?;
    Ok(all)
}

fn meta_row(campaign: &str, results: u64, spent: u64) -> Vec<String> {
    let mut cells = crate::estate::Cells::of(META_HEADER);
    let (shown, clicks) = (results * 2_130 + 400, results * 31 + 12);
    cells.set("Reporting starts", "2026-03-01");
    cells.set("Reporting ends", "2026-03-31");
    cells.set("Campaign name", campaign);
    if !campaign.is_empty() {
        cells.set("Campaign delivery", "active");
        cells.set("Attribution setting", "7-day click or 1-day view");
        cells.set(
            "Result indicator",
            "actions:offsite_conversion.fb_pixel_purchase",
        );
        cells.set("Ends", "Ongoing");
    }
    cells.set("Results", results.to_string());
    cells.set("Reach", (shown * 2 / 5).to_string());
    cells.set("Frequency", "2.5");
    cells.set("Cost per results", money(spent / results.max(1)));
    cells.set("Amount spent (GBP)", money(spent));
    cells.set("Impressions", shown.to_string());
    cells.set(
        "CPM (cost per 1,000 impressions) (GBP)",
        money(spent * 1000 / shown.max(1)),
    );
    cells.set("Link clicks", clicks.to_string());
    cells.set(
        "CPC (cost per link click) (GBP)",
        money(spent / clicks.max(1)),
    );
    cells.set("Clicks (all)", (clicks * 13 / 10).to_string());
    cells.set("Landing page views", (clicks * 8 / 10).to_string());
    cells.values().to_vec()
}

/// Divides a number by shares of a thousand so that the parts add up to it.
fn split(whole: u64, shares: &[u64]) -> Vec<u64> {
    let mut parts: Vec<u64> = shares.iter().map(|share| whole * share / 1000).collect();
    let missing = whole - parts.iter().sum::<u64>();
    if let Some(first) = parts.first_mut() {
        *first += missing;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn parts_add_up() {
        assert_eq!(split(101, &[500, 300, 200]).iter().sum::<u64>(), 101);
    }
}
