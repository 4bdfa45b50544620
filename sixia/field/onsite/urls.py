from django.urls import path

from .views import answering, deciding, deeds, desk, paper, preparing, problems, public, publishing, shown

app_name = "onsite"
urlpatterns = [
    # a meeting
    path("onsite/", desk.list_, name="list"),
    path("onsite/plan/", preparing.plan, name="plan"),
    path("onsite/export/", desk.export, name="export"),
    path("onsite/<number:number>/", desk.detail, name="detail"),
    path("onsite/<number:number>/topics/", preparing.topics, name="topics"),
    path("onsite/<number:number>/take-up/", preparing.take_up, name="take_up"),
    path("onsite/<number:number>/fill/", preparing.fill, name="fill"),
    path("onsite/<number:number>/topics/<int:position>/prepare/", preparing.prepare, name="prepare"),
    path("onsite/<number:number>/topics/<int:position>/leave-out/", preparing.leave_out, name="leave_out"),
    path("onsite/<number:number>/topics/<int:position>/decide/", deciding.decide, name="decide"),
    path("onsite/<number:number>/topics/<int:position>/promise/", deciding.promise, name="promise"),
    path("onsite/<number:number>/summon/", preparing.summon, name="summon"),
    path("onsite/<number:number>/respond/", answering.respond, name="respond"),
    path("onsite/<number:number>/arrive/", deciding.arrive, name="arrive"),
    path("onsite/<number:number>/present/", deciding.present, name="present"),
    path("onsite/<number:number>/start/", deciding.start, name="start"),
    path("onsite/<number:number>/close/", deciding.close, name="close"),
    path("onsite/<number:number>/cancel/", preparing.cancel, name="cancel"),
    path("onsite/<number:number>/sign/", publishing.sign, name="sign"),
    path("onsite/<number:number>/sign/<uuid:key>/", publishing.sign_for, name="sign_for"),
    path("onsite/<number:number>/publish/", publishing.publish, name="publish"),
    path("onsite/<number:number>/agenda/", paper.agenda, name="agenda"),
    path("onsite/<number:number>/notice/", paper.notice, name="notice"),
    path("onsite/<number:number>/sheet/", paper.sheet, name="sheet"),
    # a practical deed
    path("onsite/deeds/", deeds.deeds, name="deeds"),
    path("onsite/deeds/undertake/", deeds.undertake, name="undertake"),
    path("onsite/deeds/export/", deeds.export_deeds, name="export_deeds"),
    path("onsite/deeds/<number:number>/", deeds.deed, name="deed"),
    path("onsite/deeds/<number:number>/finish/", deeds.finish, name="finish"),
    path("onsite/deeds/<number:number>/accept/", deeds.accept, name="accept"),
    path("onsite/deeds/<number:number>/recheck/", deeds.recheck, name="recheck"),
    # a stubborn problem
    path("onsite/problems/", problems.problems, name="problems"),
    path("onsite/problems/define/", problems.define, name="define"),
    path("onsite/problems/export/", problems.export_problems, name="export_problems"),
    path("onsite/problems/<number:number>/", problems.problem, name="problem"),
    path("onsite/problems/<number:number>/set-milestone/", problems.set_milestone, name="set_milestone"),
    path("onsite/problems/<number:number>/solve/", problems.solve, name="solve"),
    path("onsite/problems/<number:number>/relapse/", problems.relapse, name="relapse"),
    # on the pages of a case
    path("onsite/cases/<number:number>/", shown.of_case, name="of_case"),
    path("onsite/follow/<number:number>/", shown.of_petitioner, name="of_petitioner"),
    path("onsite/follow/<number:number>/accept/<number:deed>/", shown.accept_own, name="accept_own"),
    # for everyone
    path("meetings/", public.meetings, name="meetings"),
    path("meetings/at-once/", public.now, name="now"),
    path("meetings/<number:number>/", public.minutes, name="minutes"),
    path("deeds/", public.public_deeds, name="public_deeds"),
    path("problems/", public.public_problems, name="public_problems"),
    path("problems/<number:number>/", public.public_problem, name="public_problem"),
]
