from django.urls import path

from .views import own_plans, plans, quiet, ties

app_name = "pairings"
urlpatterns = [
    path("", ties.list_, name="list"),
    path("tie/", ties.tie, name="tie"),
    path("export/", ties.export, name="export"),
    path("quiet/", quiet.quiet, name="quiet"),
    path("plans/<number:number>/", plans.plan, name="plan"),
    path("plans/<number:number>/revise/", plans.revise, name="revise"),
    path("plans/<number:number>/reissue/", plans.reissue, name="reissue"),
    path("plans/<number:number>/say/", plans.say, name="say"),
    path("plans/<number:number>/steps/", plans.add_step, name="add_step"),
    path("plans/<number:number>/steps/<int:nth>/", plans.finish, name="finish"),
    path("plans/<number:number>/coworkers/", plans.name_coworker, name="name_coworker"),
    path("plans/<number:number>/coworkers/<str:username>/release/", plans.release_coworker, name="release_coworker"),
    path("own/<number:number>/", own_plans.own_plan, name="own_plan"),
    path("own/<number:number>/receipt/", own_plans.own_receipt, name="own_receipt"),
    path("own/<number:number>/agree/", own_plans.agree, name="agree"),
    path("own/<number:number>/correct/", own_plans.correct, name="correct"),
    path("own/<number:number>/say/", own_plans.own_say, name="own_say"),
    path("own/<number:number>/views/<int:nth>/confirm/", own_plans.confirm, name="confirm"),
    path("own/<number:number>/views/<int:nth>/strike/", own_plans.strike, name="strike"),
    path("own/<number:number>/steps/", own_plans.own_step, name="own_step"),
    path("own/<number:number>/steps/<int:nth>/", own_plans.own_finish, name="own_finish"),
    path("own/<number:number>/withdraw/", own_plans.withdraw, name="withdraw"),
    path("<number:number>/", ties.detail, name="detail"),
    path("<number:number>/contact/", ties.contact, name="contact"),
    path("<number:number>/promise/", ties.promise, name="promise"),
    path("<number:number>/hand-over/", ties.hand_over, name="hand_over"),
    path("<number:number>/end/", ties.end, name="end"),
    path("<number:number>/sheet/", ties.sheet, name="sheet"),
    path("<number:number>/sheet/<int:nth>/", ties.sheet, name="kept_sheet"),
    path("<number:number>/plan/", plans.draw_up, name="draw_up"),
]
